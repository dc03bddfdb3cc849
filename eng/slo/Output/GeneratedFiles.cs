using System.Text.Encodings.Web;
using System.Text.Json;
using Grocery.Slo.CloudWatch;
using Grocery.Slo.Definition;
using Grocery.Slo.Grafana;
using Grocery.Slo.Prometheus;

namespace Grocery.Slo.Output;

/// <summary>What is made of the promises, and whether it is what is checked in.</summary>
internal sealed class GeneratedFiles(string root, IReadOnlyList<SloFile> files)
{
    public const string Command = "eng/grocery slo generate";
    public const string Thresholds = "infra/terraform/environments/slo.tfvars.json";
    private const string RuleFolder = "infra/monitoring/slo";
    private const string DashboardFolder = "infra/monitoring/dashboards";

    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Gets the text of each file by its path from the root.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } = new SortedDictionary<string, string>(
        files.SelectMany(file => new[]
        {
            KeyValuePair.Create($"{RuleFolder}/{file.Service}.yml", RuleFile.Write(file)),
            KeyValuePair.Create($"{DashboardFolder}/slo-{file.Service}.json", Dashboard.Write(file)),
        }).Append(KeyValuePair.Create(Thresholds, LoadBalancerThresholds.Write(files))).ToDictionary(),
        StringComparer.Ordinal);

    public static string Notice(string source) => $"Generated from {source}: change that, and run {Command}.";

    /// <summary>Writes what is different, and removes what was made of a service that is gone.</summary>
    /// <returns>A line for each change.</returns>
    public IEnumerable<string> Write()
    {
        foreach (var path in Left())
        {
            File.Delete(Path.Combine(root, path));
            yield return $"removed {path}";
        }

        foreach (var (path, text) in Texts.Where(file => Read(file.Key) != file.Value))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), text);
            yield return $"wrote {path}";
        }
    }

    /// <summary>Finds what is not what it would be made of now.</summary>
    public IEnumerable<Problem> FindDrift()
    {
        foreach (var path in Left())
            yield return new Problem(path, 1, $"this was made of a service that has no slo.yaml any more: run {Command}, which removes it.");

        foreach (var (path, text) in Texts)
        {
            var there = Read(path);
            if (there is null)
                yield return new Problem(path, 1, $"this file is missing: run {Command}.");
            else if (there != text)
                yield return Difference(path, there.Split('\n'), text.Split('\n'));
        }
    }

    private static Problem Difference(string path, string[] there, string[] wanted)
    {
        var line = there.Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count();
        return new Problem(
            path,
            line + 1,
            $"this is \"{there.ElementAtOrDefault(line)?.Trim()}\", where \"{wanted.ElementAtOrDefault(line)?.Trim()}\" would be made: change slo.yaml instead, and run {Command}.");
    }

    private string[] Left() =>
        [.. Find(RuleFolder, "*.yml").Concat(Find(DashboardFolder, "slo-*.json")).Where(path => !Texts.ContainsKey(path))];

    private IEnumerable<string> Find(string folder, string pattern) => Directory.Exists(Path.Combine(root, folder))
        ? Directory.GetFiles(Path.Combine(root, folder), pattern).Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)
        : [];

    private string? Read(string path) => File.Exists(Path.Combine(root, path)) ? File.ReadAllText(Path.Combine(root, path)) : null;
}
