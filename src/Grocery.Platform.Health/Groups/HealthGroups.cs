using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Groups;

/// <summary>The groups of the configuration, by name.</summary>
internal sealed class HealthGroups(IOptions<HealthOptions> options, HealthSnapshot snapshot, TimeProvider time)
{
    public IReadOnlyList<HealthGroup> All { get; } =
        [.. options.Value.Groups
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new HealthGroup(pair.Key, snapshot.WorstOf(ChecksOf(pair.Value, snapshot)), time))];

    private static BackgroundCheck[] ChecksOf(string list, HealthSnapshot snapshot)
    {
        var patterns = GroupNames.Parse(list);
        return [.. snapshot.Checks.ToArray().Where(check => Array.Exists(patterns, pattern => GroupNames.Matches(pattern, check.Name)))];
    }
}
