using System.Collections.Concurrent;
using Grocery.Platform.Resilience.Destinations;
using Grocery.Platform.Resilience.Faults;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>
/// The clients that the platform protects, by name. They live as long as the process, so that a breaker survives the
/// factory's renewal of handlers.
/// </summary>
internal sealed class OutgoingClients
{
    private readonly ConcurrentDictionary<string, OutgoingClient?> _clients = new(StringComparer.Ordinal);
    private readonly IOptions<ResilienceOptions> _options;
    private readonly LiveOptions<HttpResilienceOptions> _clientOptions;
    private readonly DestinationParts _parts;
    private readonly FaultInjector _faults;

    public OutgoingClients(
        IOptions<ResilienceOptions> options, LiveOptions<HttpResilienceOptions> clientOptions, DestinationParts parts, FaultInjector faults)
    {
        (_options, _clientOptions, _parts, _faults) = (options, clientOptions, parts, faults);
        clientOptions.OnReload(() =>
        {
            foreach (var client in All)
                client.Refresh();
        });
    }

    /// <summary>Gets the clients that have been made so far. Takes no lock.</summary>
    public IEnumerable<OutgoingClient> All => _clients.Select(pair => pair.Value).OfType<OutgoingClient>();

    /// <summary>Finds a client.</summary>
    /// <returns><see langword="null"/> when it is not to be protected.</returns>
    public OutgoingClient? Find(string? name)
    {
        var client = _clients.GetOrAdd(name ?? Options.DefaultName, static (name, clients) => clients.Create(name), this);

        // A reload while it was made did not know of it.
        client?.Refresh();
        return client;
    }

    private OutgoingClient? Create(string name) =>
        !_options.Value.Enabled || IsTelemetryExporter(name) ? null : new OutgoingClient(name, _clientOptions, _parts, _faults);

    // OpenTelemetry's exporters repeat by the rules of OTLP, and a dead collector must not hold up the end of the process.
    private static bool IsTelemetryExporter(string name) => name.StartsWith("Otlp", StringComparison.Ordinal);
}
