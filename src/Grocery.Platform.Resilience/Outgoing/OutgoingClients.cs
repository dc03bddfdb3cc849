using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>
/// The clients that the platform protects, by name. They live as long as the process, so that a breaker survives the
/// factory's renewal of handlers.
/// </summary>
internal sealed class OutgoingClients(
    IOptions<ResilienceOptions> options,
    IOptionsMonitor<HttpResilienceOptions> clientOptions,
    ResilienceMetrics metrics,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, OutgoingClient?> _clients = new(StringComparer.Ordinal);

    /// <summary>Gets the clients that have been made so far. Takes no lock.</summary>
    public IEnumerable<OutgoingClient> All => _clients.Select(pair => pair.Value).OfType<OutgoingClient>();

    /// <summary>Finds a client.</summary>
    /// <returns><see langword="null"/> when it is not to be protected.</returns>
    public OutgoingClient? Find(string? name) =>
        _clients.GetOrAdd(name ?? Options.DefaultName, static (name, clients) => clients.Create(name), this);

    private OutgoingClient? Create(string name)
    {
        if (!options.Value.Enabled || IsTelemetryExporter(name))
            return null;

        var settings = clientOptions.Get(name);
        return settings.Enabled ? new OutgoingClient(name, settings, metrics, time, loggers.CreateLogger(Log.Category)) : null;
    }

    // OpenTelemetry's exporters repeat by the rules of OTLP, and a dead collector must not hold up the end of the process.
    private static bool IsTelemetryExporter(string name) => name.StartsWith("Otlp", StringComparison.Ordinal);
}
