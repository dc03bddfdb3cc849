using System.Diagnostics.Metrics;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>
/// The instruments whose tags have few values by their nature, whatever a service does. The SDK allocates all series that an instrument may
/// have at once, some 220 KB for 2,000; these need not take that.
/// </summary>
internal static class FewSeries
{
    /// <summary>How many series each may have: more than ten times what any of them has.</summary>
    public const int Limit = 100;

    private const string RuntimeMeter = "System.Runtime";

    // One series for each type that was thrown.
    private const string RuntimeExceptions = "dotnet.exceptions";

    private static readonly string[] Prefixes =
    [
        "grocery.config.age",
        "grocery.config.load.",
        "grocery.config.requests",
        "grocery.health.drain.",
        "grocery.health.probe.",
        "grocery.health.thread_pool.",
        "grocery.logs.",
        "grocery.resilience.deadline.",
        "grocery.telemetry.",
        "grocery.tracing.",
        "http.server.active_requests",
        "kestrel.",
    ];

    public static bool IsOf(Instrument instrument) => instrument.Meter.Name == RuntimeMeter
        ? instrument.Name != RuntimeExceptions
        : Array.Exists(Prefixes, prefix => instrument.Name.StartsWith(prefix, StringComparison.Ordinal));
}
