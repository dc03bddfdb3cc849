using System.Text;
using System.Text.RegularExpressions;

namespace Grocery.Platform.Cli.Settings;

/// <summary>The variables that the image of a service sets: those of <c>ENV</c> in the last stage of its Dockerfile.</summary>
internal static partial class ImageSettings
{
    /// <summary>Finds the Dockerfile of a project: the nearest in its folder and those above, up to the root of the repository.</summary>
    public static string? Find(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            var file = Path.Combine(current.FullName, "Dockerfile");
            if (File.Exists(file))
                return file;
            if (Path.Exists(Path.Combine(current.FullName, ".git")))
                break;
        }

        return null;
    }

    /// <summary>Reads the variables that configure a service; those of the runtime and the shell are left out.</summary>
    public static IReadOnlyList<Setting> Read(string path, string shownAs)
    {
        List<Setting> settings = [];
        var stages = new Dictionary<string, List<Setting>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, text) in Instructions(path))
        {
            if (StagePattern().Match(text) is { Success: true } stage)
            {
                // A stage begins with all of the one that it names.
                settings = [.. stages.GetValueOrDefault(stage.Groups["from"].Value) ?? []];
                if (stage.Groups["name"].Success)
                    stages[stage.Groups["name"].Value] = settings;
            }
            else if (text.StartsWith("ENV ", StringComparison.OrdinalIgnoreCase))
                settings.AddRange(Variables(text[4..]).Where(pair => IsConfiguration(pair.Name)).Select(pair => new Setting(pair.Name, pair.Value, new Place(pair.Name, shownAs, line))));
        }

        return settings;
    }

    private static IEnumerable<(int Line, string Text)> Instructions(string path)
    {
        var instruction = new StringBuilder();
        var (start, number) = (0, 0);
        foreach (var raw in File.ReadLines(path))
        {
            number++;
            var line = raw.Trim();
            if (line.StartsWith('#'))
                continue;

            if (instruction.Length == 0)
                start = number;
            if (line.EndsWith('\\'))
            {
                instruction.Append(line.AsSpan(0, line.Length - 1)).Append(' ');
                continue;
            }

            yield return (start, instruction.Append(line).ToString());
            instruction.Clear();
        }
    }

    private static IEnumerable<(string Name, string Value)> Variables(string text)
    {
        var pairs = PairPattern().Matches(text);
        if (pairs.Count > 0)
            return pairs.Select(pair => (pair.Groups[1].Value, pair.Groups[2].Value.Replace("\"", "", StringComparison.Ordinal)));

        // ENV NAME the rest, which Docker still reads.
        return text.Trim().Split(' ', 2) is [var name, var value] ? [(name, value.Trim())] : [];
    }

    private static bool IsConfiguration(string name) =>
        name.Contains("__", StringComparison.Ordinal) || name is "DOTNET_ENVIRONMENT"
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal);

    [GeneratedRegex(@"^FROM\s+(?:--\S+\s+)*(?<from>\S+)(?:\s+AS\s+(?<name>\S+))?", RegexOptions.IgnoreCase)]
    private static partial Regex StagePattern();

    [GeneratedRegex("""(\w+)=("(?:[^"\\]|\\.)*"|\S*)""")]
    private static partial Regex PairPattern();
}
