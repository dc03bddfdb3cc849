using Grocery.Platform.Testing.Conformance.Checks;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>
/// All checks in the order in which they run: the first ones share an instance, those of the stop end it, and those of the log read what it has
/// printed by then.
/// </summary>
internal static class Catalogue
{
    public static IReadOnlyList<Check> Checks { get; } =
    [
        .. ProbeChecks.All,
        .. MetricChecks.All,
        .. ManagementChecks.All,
        .. TraceChecks.All,
        .. DeadlineChecks.All,
        .. CallChecks.All,
        .. ReloadChecks.All,
        .. StopChecks.All,
        .. LogChecks.All,
        .. SecretChecks.All,
        .. OverloadChecks.All,
        .. BreakerChecks.All,
        .. CollectorChecks.All,
        .. StartChecks.All,
    ];
}
