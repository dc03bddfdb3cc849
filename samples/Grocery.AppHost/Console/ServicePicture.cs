namespace Grocery.AppHost.Console;

/// <summary>What a service looks like from outside.</summary>
/// <param name="Management">The management port of the process that runs; another one after each restart.</param>
/// <param name="State">In a word: <c>ready</c>, <c>not ready</c>, <c>starting</c>, <c>paused</c> or <c>down</c>.</param>
/// <param name="Probes">What each probe says; <see langword="null"/> for one that does not answer.</param>
/// <param name="IsDeploying">Whether a new process is about to take its place.</param>
internal sealed record ServicePicture(
    string Name,
    Uri Address,
    Uri? Management,
    int Port,
    string State,
    IReadOnlyDictionary<string, bool?> Probes,
    int? Pid,
    double UptimeSeconds,
    int Restarts,
    bool IsDeploying,
    IReadOnlyList<CallPicture> Calls,
    IReadOnlyList<string> Faults)
{
    public const string Ready = "ready";
    public const string NotReady = "not ready";
    public const string Starting = "starting";
    public const string Paused = "paused";
    public const string Down = "down";
}
