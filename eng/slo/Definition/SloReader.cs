using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Grocery.Slo.Definition;

/// <summary>Reads a <c>slo.yaml</c>; everything that is wrong with it becomes a problem.</summary>
internal sealed partial class SloReader(string root, ICollection<Problem> problems)
{
    /// <summary>Where runbooks are, from the root of the repository.</summary>
    public const string RunbookFolder = "docs/operations/runbooks";

    private const decimal LowestObjective = 95;
    private const decimal HighestObjective = 99.99m;
    private const int DefaultMinimumFailures = 10;
    private static readonly string[] Windows = ["28d", "30d"];

    /// <summary>Reads a file; <see langword="null"/> when anything is wrong with it.</summary>
    public SloFile? Read(string path)
    {
        var before = problems.Count;
        var file = Load(path) is { } map ? ReadFile(path, map) : null;
        return problems.Count == before ? file : null;
    }

    private YamlMap? Load(string path)
    {
        using var text = new StreamReader(Path.Combine(root, path));
        var parser = new Parser(text);
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            if (stream.Documents is [{ RootNode: YamlMappingNode map }])
                return new YamlMap(path, map, "the file", problems);

            problems.Add(new Problem(path, 1, "the file must be one document with the keys service, window and slos."));
        }
        catch (YamlException exception)
        {
            problems.Add(new Problem(path, exception.Start.Line, $"this is not YAML: {exception.Message}"));
        }

        catch (InvalidOperationException)
        {
            // What its scanner throws for a bracket that nobody closes; it has no place.
            problems.Add(new Problem(path, parser.Current?.End.Line ?? 1, "this is not YAML: look for a bracket or a quote that is not closed."));
        }

        return null;
    }

    private SloFile ReadFile(string path, YamlMap map)
    {
        var service = ReadName(map, "service");
        var window = map.Text("window", isRequired: true);
        if (window is not null && !Windows.Contains(window))
            map.Refuse(map.LineOf("window"), $"window is \"{window}\"; allowed: {string.Join(", ", Windows)}, as the burn rates of the alerts are made for about a month.");

        var minimum = map.Number("minimumFailures") ?? DefaultMinimumFailures;
        if (minimum is < 1 or > 10_000 || minimum != decimal.Truncate(minimum))
            map.Refuse(map.LineOf("minimumFailures"), $"minimumFailures is {minimum}; allowed: a whole number from 1 to 10000.");

        var promises = map.List("slos").Select(ReadPromise).ToArray();
        foreach (var twice in promises.GroupBy(promise => promise.Name).Where(group => group.Key.Length > 0 && group.Count() > 1))
            map.Refuse(map.LineOf("slos"), $"there are {twice.Count()} slos with the name {twice.Key}: give each a name of its own.");

        map.RefuseOtherKeys();
        var days = window is null ? 0 : int.TryParse(window.AsSpan(..^1), CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new SloFile(path, service, map.LineOf("service"), days, (int)decimal.Clamp(minimum, 0, int.MaxValue), promises);
    }

    private Promise ReadPromise(YamlMap map)
    {
        var name = ReadName(map, "name");
        var description = map.Text("description", isRequired: true) ?? "";
        if (description.Contains("{{", StringComparison.Ordinal))
            map.Refuse(map.LineOf("description"), "description has {{, which Prometheus would take for a template: leave it out.");

        var objective = map.Number("objective", isRequired: true);
        if (objective is < LowestObjective or > HighestObjective)
        {
            map.Refuse(
                map.LineOf("objective"),
                string.Create(CultureInfo.InvariantCulture, $"objective is {objective}; allowed: {LowestObjective} to {HighestObjective} percent. Below, a burn rate of 14.4 could not happen; above, the budget is gone before anybody can act."));
        }

        var indicator = map.Map("indicator", isRequired: true) is { } inner ? IndicatorReader.Read(inner) : null;
        var runbook = map.Text("runbook") ?? (indicator?.Within is null ? "slo-availability" : "slo-latency");
        if (!NamePattern().IsMatch(runbook) || !File.Exists(Path.Combine(root, RunbookFolder, $"{runbook}.md")))
            map.Refuse(map.LineOf("runbook"), $"runbook is \"{runbook}\", but there is no {RunbookFolder}/{runbook}.md: {NearNames.Suggest(runbook, Runbooks())} Or write the page.");

        var absent = map.Text("absentAfter") ?? "1h";
        if (!AbsencePattern().IsMatch(absent))
            map.Refuse(map.LineOf("absentAfter"), $"absentAfter is \"{absent}\"; allowed: minutes, hours or days, such as 30m, 6h or 2d.");

        map.RefuseOtherKeys();
        return new Promise(name, description.TrimEnd('.', ' '), objective ?? 0, indicator ?? new Indicator("", [], [], null, 0), runbook, absent);
    }

    private static string ReadName(YamlMap map, string key)
    {
        var name = map.Text(key, isRequired: true) ?? "";
        if (name.Length > 0 && !NamePattern().IsMatch(name))
            map.Refuse(map.LineOf(key), $"{key} is \"{name}\": use up to 31 lower-case letters, digits and hyphens, starting with a letter.");

        return name;
    }

    private IEnumerable<string> Runbooks() => Directory.Exists(Path.Combine(root, RunbookFolder))
        ? Directory.GetFiles(Path.Combine(root, RunbookFolder), "*.md").Select(file => Path.GetFileNameWithoutExtension(file))
        : [];

    [GeneratedRegex("^[a-z][a-z0-9-]{0,30}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[1-9][0-9]{0,3}[mhd]$")]
    private static partial Regex AbsencePattern();
}
