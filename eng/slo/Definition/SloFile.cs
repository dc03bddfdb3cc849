namespace Grocery.Slo.Definition;

/// <summary>What a service promises: the content of its <c>slo.yaml</c>.</summary>
/// <param name="Path">The file, from the root of the repository.</param>
/// <param name="Service">The service, as it names itself.</param>
/// <param name="Line">The line of the service's name.</param>
/// <param name="WindowDays">The days over which the budgets count.</param>
/// <param name="MinimumFailures">With fewer failures than that within the long window no burn alerts.</param>
/// <param name="Promises">The promises.</param>
internal sealed record SloFile(string Path, string Service, long Line, int WindowDays, int MinimumFailures, IReadOnlyList<Promise> Promises);

/// <summary>One promise.</summary>
/// <param name="Name">Its name within the service.</param>
/// <param name="Description">What is promised, in a sentence.</param>
/// <param name="Objective">The share of good events, in percent.</param>
/// <param name="Indicator">How events are counted.</param>
/// <param name="Runbook">The page under <c>docs/operations/runbooks</c>, without its ending.</param>
/// <param name="AbsentAfter">For how long the indicator may be absent, as Prometheus writes it.</param>
internal sealed record Promise(string Name, string Description, decimal Objective, Indicator Indicator, string Runbook, string AbsentAfter)
{
    /// <summary>Gets the share of events that may fail.</summary>
    public decimal Budget => (100 - Objective) / 100;
}
