using Grocery.Platform.TestSupport;

namespace Grocery.Monitoring.Tests;

/// <summary>The files under <c>infra/monitoring</c>.</summary>
internal static class MonitoringFiles
{
    public static string Folder { get; } = Repository.Path("infra", "monitoring");

    public static string Runbooks { get; } = Repository.Path("docs", "operations", "runbooks");

    public static IReadOnlyList<string> Alerts { get; } = In("alerts", "*.yml");

    /// <summary>Gets the rules that the service level objectives are turned into.</summary>
    public static IReadOnlyList<string> Objectives { get; } = In("slo", "*.yml");

    public static IReadOnlyList<string> Scenarios { get; } = In(System.IO.Path.Combine("alerts", "tests"), "*.yml");

    public static IReadOnlyList<string> Dashboards { get; } = In("dashboards", "*.json");

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    // Relative, as they name the cases of tests.
    private static string[] In(string folder, string pattern) => Directory.Exists(Path(folder))
        ? [.. Directory.GetFiles(Path(folder), pattern).Select(file => System.IO.Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)]
        : [];
}
