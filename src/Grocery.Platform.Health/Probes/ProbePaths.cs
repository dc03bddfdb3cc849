namespace Grocery.Platform.Health.Probes;

/// <summary>Where the endpoints of this package answer.</summary>
internal static class ProbePaths
{
    public const string Report = "/health";
    public const string Live = Report + "/live";
    public const string Ready = Report + "/ready";
    public const string Startup = Report + "/startup";
    public const string Drain = Report + "/drain";

    /// <summary>Gets the paths that no group can take.</summary>
    public static IReadOnlyList<string> Fixed { get; } = [Live, Ready, Startup, Drain];

    public static string OfGroup(string name) => $"{Report}/{name}";
}
