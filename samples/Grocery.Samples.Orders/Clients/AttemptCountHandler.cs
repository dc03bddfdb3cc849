using System.Runtime.CompilerServices;

namespace Grocery.Samples.Orders.Clients;

/// <summary>Counts how often a request was sent, for callers who asked: the platform repeats one that got no answer.</summary>
internal sealed class AttemptCountHandler : DelegatingHandler
{
    public static readonly HttpRequestOptionsKey<StrongBox<int>> Count = new("attempts");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Count, out var count))
            Interlocked.Increment(ref count.Value);

        return base.SendAsync(request, cancellationToken);
    }
}
