using System.Text.Json;

namespace Grocery.Platform.Cli.Projects;

/// <summary>A project as MSBuild evaluates it.</summary>
internal sealed record ServiceProject(
    string Path,
    string Name,
    string TargetPath,
    string TargetFramework,
    bool IsAspireShared,
    IReadOnlyList<PackageReference> Packages,
    IReadOnlyList<string> ProjectReferences)
{
    private static readonly TimeSpan EvaluationBound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BuildBound = TimeSpan.FromMinutes(30);
    private static readonly Dictionary<string, string?> Quiet = new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" };

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Finds the one project that a file or a folder stands for.</summary>
    public static string Find(string given)
    {
        if (File.Exists(given))
        {
            return given.EndsWith("proj", StringComparison.OrdinalIgnoreCase)
                ? System.IO.Path.GetFullPath(given)
                : throw new WrongUseException($"{given} is no project. Name a .csproj file, or the folder that holds it.");
        }

        if (!Directory.Exists(given))
            throw new WrongUseException($"There is no file or folder {given}. Name a .csproj file, or the folder that holds it.");

        var projects = Directory.GetFiles(given, "*.*proj");
        return projects.Length == 1
            ? System.IO.Path.GetFullPath(projects[0])
            : throw new WrongUseException($"{given} holds {projects.Length} projects, not one. Name a .csproj file.");
    }

    public static async Task<ServiceProject> ReadAsync(string path, string configuration, CancellationToken stop)
    {
        string[] arguments =
        [
            "msbuild", path, "-nologo", $"-property:Configuration={configuration}", "-getProperty:TargetPath,TargetFramework,AssemblyName,IsAspireSharedProject",
            "-getItem:PackageReference,PackageVersion,ProjectReference",
        ];
        var outcome = await ToolProcess.RunAsync(arguments, System.IO.Path.GetDirectoryName(path)!, Quiet, EvaluationBound, stop).ConfigureAwait(false);
        if (outcome.ExitCode != 0 || outcome.IsLate)
            throw new WrongUseException($"{path} could not be evaluated:\n{outcome.LastLines(5)}\nMend the project; `dotnet build` says more.");

        using var document = JsonDocument.Parse(outcome.Output);
        var properties = document.RootElement.GetProperty("Properties");
        var items = document.RootElement.GetProperty("Items");
        var versions = Items(items, "PackageVersion").ToLookup(item => Text(item, "Identity"), item => Text(item, "Version"), StringComparer.OrdinalIgnoreCase);
        return new ServiceProject(
            path,
            Text(properties, "AssemblyName"),
            Text(properties, "TargetPath"),
            Text(properties, "TargetFramework"),
            Text(properties, "IsAspireSharedProject").Equals("true", StringComparison.OrdinalIgnoreCase),
            [.. Items(items, "PackageReference").Select(item => ReadPackage(item, versions))],
            [.. Items(items, "ProjectReference").Select(item => Text(item, "Identity"))]);
    }

    public async Task BuildAsync(string configuration, CancellationToken stop)
    {
        string[] arguments = ["build", Path, "--nologo", "--verbosity", "quiet", "--configuration", configuration];
        var outcome = await ToolProcess.RunAsync(arguments, Folder, Quiet, BuildBound, stop).ConfigureAwait(false);
        if (outcome.ExitCode == 0 && !outcome.IsLate)
            return;

        var errors = outcome.Output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(10);
        throw new WrongUseException($"{Path} does not build:\n{string.Join('\n', errors)}\nMend it, or look at its files alone with --no-run.");
    }

    private static PackageReference ReadPackage(JsonElement item, ILookup<string, string> versions)
    {
        var name = Text(item, "Identity");
        var version = Text(item, "Version") is { Length: > 0 } own ? own : versions[name].FirstOrDefault();
        return new PackageReference(name, version, Text(item, "DefiningProjectFullPath"));
    }

    private static JsonElement[] Items(JsonElement items, string name) => items.TryGetProperty(name, out var found) ? [.. found.EnumerateArray()] : [];

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
