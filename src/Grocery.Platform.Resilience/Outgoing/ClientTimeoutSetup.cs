using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Moves <see cref="HttpClient.Timeout"/> behind the deadline, before the service can set one of its own; and warns of one that is too short.</summary>
internal sealed class ClientTimeoutSetup(OutgoingClients clients)
    : IConfigureNamedOptions<HttpClientFactoryOptions>, IPostConfigureOptions<HttpClientFactoryOptions>
{
    // Not infinite: the handler's work ends with the headers, and only this time-out ends a response whose body stalls.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public void Configure(HttpClientFactoryOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, HttpClientFactoryOptions options) => options.HttpClientActions.Insert(0, httpClient =>
    {
        if (Find(name) is { } client)
            httpClient.Timeout = client.Settings.Options.Deadline + Margin;
    });

    public void PostConfigure(string? name, HttpClientFactoryOptions options) => options.HttpClientActions.Add(httpClient =>
    {
        if (httpClient.Timeout != Timeout.InfiniteTimeSpan)
            Find(name)?.WarnOfTimeout(httpClient.Timeout);
    });

    private OutgoingClient? Find(string? name) =>
        clients.Find(name) is { IsProtected: true } client ? client : null;
}
