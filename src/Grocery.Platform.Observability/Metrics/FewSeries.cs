namespace Grocery.Platform.Observability.Metrics;

/// <summary>
/// The instruments whose tags have few values by their nature, whatever a service does. The SDK allocates all series that an instrument may
/// have at once, some 220 KB for 2,000; these need not take that.
/// </summary>
internal static class FewSeries
{
    /// <summary>How many series each may have: several times what any of them has.</summary>
    public const int Limit = 100;

    private const string RuntimeMeter = "System.Runtime";

    // One series for each type that was thrown.
    private const string RuntimeExceptions = "dotnet.exceptions";

    // The meter, and how the name of the instrument begins.
    private static readonly string[] Prefixes =
    [
        "Grocery.Platform.Config grocery.config.age",
        "Grocery.Platform.Config grocery.config.load.",
        "Grocery.Platform.Config grocery.config.requests",
        "Grocery.Platform.Health grocery.health.drain.",
        "Grocery.Platform.Health grocery.health.probe.",
        "Grocery.Platform.Health grocery.health.thread_pool.",
        "Grocery.Platform.Observability grocery.logs.",
        "Grocery.Platform.Observability grocery.telemetry.",
        "Grocery.Platform.Observability grocery.tracing.",
        "Grocery.Platform.Resilience grocery.resilience.deadline.",
        "Microsoft.AspNetCore.Hosting http.server.active_requests",
        "Microsoft.AspNetCore.Server.Kestrel kestrel.active_",
        "Microsoft.AspNetCore.Server.Kestrel kestrel.queued_",
        "Microsoft.AspNetCore.Server.Kestrel kestrel.rejected_",
        "Microsoft.AspNetCore.Server.Kestrel kestrel.upgraded_",
    ];

    public static bool IsOf(string meter, string instrument) => meter == RuntimeMeter
        ? instrument != RuntimeExceptions
        : Array.Exists(Prefixes, prefix => $"{meter} {instrument}".StartsWith(prefix, StringComparison.Ordinal));
}
