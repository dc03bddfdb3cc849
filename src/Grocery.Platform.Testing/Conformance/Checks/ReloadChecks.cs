using System.Text.Json;
using System.Text.Json.Nodes;
using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That a change of settings is taken in when it is valid, and harms nothing when it is not.</summary>
internal static class ReloadChecks
{
    private const string Key = "Platform:Observability:Sampling:Ratio";
    private const ConformanceNeeds Needs = ConformanceNeeds.Process | ConformanceNeeds.Management;

    private const int Looks = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("reload-followed", $"A changed value of {Key} in appsettings.json is shown by /config while the service runs.", "Every change of a setting would be a restart.", "Leave reloadOnChange on; a variable or a source above the file keeps its own value.", "docs/config/effective-configuration.md", Needs), FollowedAsync),
        new(new("reload-invalid-survived", $"With {Key} turned invalid while the service runs, its route answers as before.", "One typo in a shared parameter would take every service down at once.", "Read options by IOptionsMonitor or LiveOptions of AddPlatformOptions, which keep the last good values.", "docs/config/last-good-options.md", Needs), InvalidSurvivedAsync),
    ];

    // Long enough to write the file several times.
    private static TimeSpan BoundOf(Trial trial) => 2 * trial.Plan.Slack;

    private static async Task<Finding> FollowedAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainProcessAsync().ConfigureAwait(false);
        var seen = await SetAsync(trial, instance, 0.5, "0.5", token).ConfigureAwait(false);
        return Finding.Of(seen == "0.5", $"{Key} set to 0.5 in appsettings.json", $"/config shows {seen ?? "no value"}", $"0.5 within {BoundOf(trial).TotalSeconds} s");
    }

    private static async Task<Finding> InvalidSurvivedAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainProcessAsync().ConfigureAwait(false);
        var before = await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
        var seen = await SetAsync(trial, instance, 2, "2", token).ConfigureAwait(false);
        var after = await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
        await SetAsync(trial, instance, 1, "1", token).ConfigureAwait(false);
        return seen != "2" ? Finding.NotRun("the changed settings file did not come to the service; see reload-followed") : Finding.Of(after.Code == before.Code, $"{Key} set to 2 in appsettings.json, where 0 to 1 is allowed; then {trial.Plan.Route}", $"{after}", $"{before.Code}, as before");
    }

    // Written again while it does not come: a watcher may miss a change that follows another closely.
    private static async Task<string?> SetAsync(Trial trial, ExecutableInstance instance, JsonNode value, string expected, CancellationToken token)
    {
        var start = TimeProvider.System.GetTimestamp();
        string? seen = null;
        while (seen != expected && TimeProvider.System.GetElapsedTime(start) < BoundOf(trial))
        {
            instance.Content.Set(Key, value.DeepClone());
            for (var i = 0; i < Looks && seen != expected; i++)
            {
                await Task.Delay(Pause, TimeProvider.System, token).ConfigureAwait(false);
                seen = await ReadAsync(instance, token).ConfigureAwait(false);
            }
        }

        return seen;
    }

    private static async Task<string?> ReadAsync(Instance instance, CancellationToken token)
    {
        var answer = await instance.Management.GetAsync("/config", token).ConfigureAwait(false);
        if (answer.Code != 200)
            return $"{answer.Code}";

        var keys = JsonElement.Parse(answer.Body).GetProperty("keys").EnumerateArray();
        return keys.Where(item => item.GetProperty("key").GetString() == Key).Select(item => item.GetProperty("value").GetString()).FirstOrDefault();
    }
}
