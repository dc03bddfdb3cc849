using System.Diagnostics;
using System.Text.Json;

namespace Grocery.Platform.Observability.Resources;

/// <summary>Asks the task metadata endpoint about this container and its task, both within one second.</summary>
internal sealed class EcsMetadata(TimeProvider time)
{
    private const int LongestAnswer = 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Reads both documents, on the calling thread: the SDK asks for resources while the host is built.</summary>
    public Documents Read(Uri container)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator() };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        using var timeout = new CancellationTokenSource(Longest, time);
        var first = Get(client, container, timeout.Token);
        try
        {
            return new Documents(first, Get(client, new Uri($"{container.AbsoluteUri.TrimEnd('/')}/task"), timeout.Token));
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    private static JsonDocument Get(HttpClient client, Uri address, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = client.Send(request, token);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(response.Content.ReadAsStream(token));
    }

    internal sealed record Documents(JsonDocument Container, JsonDocument Task) : IDisposable
    {
        public void Dispose()
        {
            Container.Dispose();
            Task.Dispose();
        }
    }
}
