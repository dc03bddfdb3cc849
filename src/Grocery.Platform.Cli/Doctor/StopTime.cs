using System.Globalization;
using System.Text.RegularExpressions;
using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Doctor;

/// <summary>After how long an orchestrator kills the process of a service, as a manifest tells it.</summary>
internal sealed partial record StopTime(TimeSpan Time, Place Place)
{
    private const int LargestFile = 1024 * 1024;

    private static readonly string[] Kinds = [".yaml", ".yml", ".json", ".tf"];
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "node_modules", ".git", ".terraform"];

    /// <summary>Finds the stop times in the manifests below a folder, or in one file.</summary>
    public static IEnumerable<StopTime> FindIn(string path, string shownFrom) =>
        from file in File.Exists(path) ? [path] : FilesUnder(path)
        where Kinds.Contains(Path.GetExtension(file).ToLowerInvariant()) && new FileInfo(file).Length <= LargestFile
        from found in Read(file, Path.GetRelativePath(shownFrom, file))
        select found;

    private static IEnumerable<string> FilesUnder(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(child => !Skipped.Contains(Path.GetFileName(child))).SelectMany(FilesUnder))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<StopTime> Read(string file, string shownAs)
    {
        var line = 0;
        foreach (var text in File.ReadLines(file))
        {
            line++;
            if (Pattern().Match(text) is { Success: true } match && double.TryParse(match.Groups[2].Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds))
                yield return new StopTime(TimeSpan.FromSeconds(seconds), new Place(match.Groups[1].Value, shownAs, line));
        }
    }

    // Kubernetes; ECS in JSON, and in Terraform.
    [GeneratedRegex("""^\s*"?(terminationGracePeriodSeconds|stopTimeout|stop_timeout)"?\s*[:=]\s*"?(\d{1,6})\b""")]
    private static partial Regex Pattern();
}
