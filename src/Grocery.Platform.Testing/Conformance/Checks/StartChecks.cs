namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That a service with settings which cannot be right does not start, and says all that is wrong.</summary>
internal static class StartChecks
{
    private const string Page = "docs/config/last-good-options.md";
    private const string Repair = "Let PlatformConfigurationException end the process: do not catch it around Build() or Run().";

    private static readonly Dictionary<string, string> Invalid = new()
    {
        ["Platform:Observability:Sampling:Ratio"] = "2",
        ["Platform:Resilience:Defaults:ConcurrencyLimit"] = "0",
        ["Platform:Health:Drain:Window"] = "soon",
    };

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("invalid-options-refused", "With three invalid settings the service does not start: the process ends with an exit code other than 0, or the start throws.", "A service that runs with half of its settings fails later, when nobody looks.", Repair, Page, ConformanceNeeds.Start), RefusedAsync),
        new(new("invalid-options-all-named", $"The refusal names all of {string.Join(", ", Invalid.Keys)}.", "One problem at a time is one failed deployment for each.", Repair, Page, ConformanceNeeds.Start), AllNamedAsync),
    ];

    private static string Done => $"Started with {string.Join(", ", Invalid.Select(pair => $"{pair.Key}={pair.Value}"))}";

    private static async Task<Finding> RefusedAsync(Trial trial, CancellationToken token)
    {
        var refusal = await trial.RefuseAsync(Invalid).ConfigureAwait(false);
        return Finding.Of(refusal.IsRefused, Done, refusal.Seen, "the end of the process with an exit code other than 0, or an exception from the start");
    }

    private static async Task<Finding> AllNamedAsync(Trial trial, CancellationToken token)
    {
        var text = (await trial.RefuseAsync(Invalid).ConfigureAwait(false)).Text;
        var missing = Invalid.Keys.Where(key => !text.Contains(key, StringComparison.Ordinal)).ToArray();
        return Finding.Of(
            missing.Length == 0, Done, missing.Length == 0 ? "all named" : $"not named: {string.Join(", ", missing)}", $"{string.Join(", ", Invalid.Keys)}");
    }
}
