using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor.Rules;

/// <summary>What keeps the service from starting, and keys that nothing reads.</summary>
internal static class ConfigurationRules
{
    private const string Page = "docs/troubleshooting.md";

    public static IEnumerable<Finding> Find(DoctorCase one)
    {
        foreach (var (place, problem) in one.Settings.Broken)
            yield return new Finding("invalid-settings-file", FindingLevel.Error, problem, place, "The service does not start with a settings file that is no JSON.", "Mend the file.", Page);

        if (one.Inspection is not { } inspection)
            yield break;

        foreach (var problem in inspection.Problems)
        {
            var key = problem.Split(' ', 2)[0].TrimEnd(':');
            yield return new Finding(
                "invalid-configuration", FindingLevel.Error, problem, key.Contains(':', StringComparison.Ordinal) ? one.Settings.PlaceOf(key) : new Place(),
                "The service does not start.", "Do what the problem says.", Page);
        }

        foreach (var (key, nearest) in inspection.UnknownKeys)
        {
            yield return new Finding(
                "unknown-key", FindingLevel.Warning, $"Nothing reads {key}.", one.Settings.PlaceOf(key), "What it should change keeps its default, silently.",
                nearest is null ? "Remove it." : $"Did you mean {nearest}?", Page);
        }
    }
}
