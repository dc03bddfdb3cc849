using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Moves <see cref="HttpClient.Timeout"/> behind the deadline, before the service can set one of its own.</summary>
internal sealed class ClientTimeoutSetup(OutgoingClients clients) : IConfigureNamedOptions<HttpClientFactoryOptions>
{
    // Not infinite: the handler's work ends with the headers, and only this time-out ends a response whose body stalls.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public void Configure(HttpClientFactoryOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HttpClientFactoryOptions options) => options.HttpClientActions.Insert(0, httpClient =>
    {
        if (clients.Find(name) is { } client)
            httpClient.Timeout = client.Options.Deadline + Margin;
    });
}
