using Grocery.Slo.CloudWatch;
using Grocery.Slo.Definition;
using Grocery.Slo.Prometheus;

namespace Grocery.Slo;

/// <summary>The repository whose services promise something.</summary>
internal static class Workspace
{
    private const string Marker = "Grocery.Platform.slnx";
    private const string Pattern = "samples/*/slo.yaml";

    /// <summary>Finds the root of the checkout in which somebody works.</summary>
    public static string? FindRoot(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, Marker)))
                return candidate.FullName;
        }

        return null;
    }

    /// <summary>Reads every file of the checkout.</summary>
    public static IReadOnlyList<SloFile> Read(string root, ICollection<Problem> problems)
    {
        var reader = new SloReader(root, problems);
        var samples = Path.Combine(root, "samples");
        SloFile[] files =
        [
            .. (Directory.Exists(samples) ? Directory.GetDirectories(samples) : [])
                .Select(folder => $"samples/{Path.GetFileName(folder)}/slo.yaml")
                .Where(path => File.Exists(Path.Combine(root, path)))
                .Order(StringComparer.Ordinal)
                .Select(reader.Read)
                .OfType<SloFile>(),
        ];
        if (files.Length == 0 && problems.Count == 0)
            problems.Add(new Problem(Pattern, 1, "there is no such file, so there is nothing to make."));

        foreach (var file in files)
        {
            foreach (var problem in LoadBalancerThresholds.FindProblems(file))
                problems.Add(problem);
        }

        foreach (var file in files.GroupBy(file => file.Service).Where(group => group.Count() > 1).SelectMany(group => group.Skip(1)))
            problems.Add(new Problem(file.Path, file.Line, $"another file promises something for the service {file.Service} already: give this one its own name."));

        foreach (var runbook in new[] { RuleFile.AbsentRunbook, RuleFile.BudgetRunbook })
        {
            if (!File.Exists(Path.Combine(root, SloReader.RunbookFolder, $"{runbook}.md")))
                problems.Add(new Problem($"{SloReader.RunbookFolder}/{runbook}.md", 1, "this page is missing, and alerts of every service name it: write it."));
        }

        return files;
    }
}
