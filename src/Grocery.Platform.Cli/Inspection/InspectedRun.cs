using System.Text.Json;
using Grocery.Platform.Cli.Projects;
using Grocery.Platform.Cli.Settings;

namespace Grocery.Platform.Cli.Inspection;

/// <summary>Runs the program of a service until its host is built, and no further.</summary>
internal static class InspectedRun
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    public static async Task<ServiceInspection> RunAsync(ServiceProject project, string environment, IEnumerable<Setting> variables, CancellationToken stop)
    {
        var result = Path.Combine(Path.GetTempPath(), $"grocery-doctor-{Guid.NewGuid():N}.json");
        var passed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var variable in variables)
            passed[variable.Key] = variable.Value;

        passed["DOTNET_ENVIRONMENT"] = passed["ASPNETCORE_ENVIRONMENT"] = environment;
        passed["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        passed["DOTNET_STARTUP_HOOKS"] = typeof(InspectedRun).Assembly.Location;
        passed[ServiceInspection.OutputVariable] = result;
        try
        {
            var outcome = await ToolProcess.RunAsync(["exec", project.TargetPath], project.Folder, passed, Bound, stop).ConfigureAwait(false);
            return await ReadAsync(result, outcome, stop).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(result);
        }
    }

    private static async Task<ServiceInspection> ReadAsync(string result, ProcessOutcome outcome, CancellationToken stop)
    {
        var json = File.Exists(result) ? await File.ReadAllTextAsync(result, stop).ConfigureAwait(false) : "";
        if (json.Length > 0 && JsonSerializer.Deserialize(json, InspectionJson.Default.ServiceInspection) is { } inspection && (inspection.IsBuilt || inspection.Problems.Count > 0))
            return inspection;

        var how = outcome.IsLate ? $"did not build its host within {Bound:c}" : $"ended with exit code {outcome.ExitCode} before its host was built";
        return new ServiceInspection { Problems = [$"The program {how}. Its last lines: {outcome.LastLines(3)}"] };
    }
}
