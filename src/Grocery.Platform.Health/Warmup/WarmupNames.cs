using Grocery.Platform.Health.Tasks;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Health.Warmup;

/// <summary>Checks the names of the warm-up tasks, once they are made: the validators of the options run before.</summary>
internal static class WarmupNames
{
    /// <summary>Throws when the configuration names a task that is not there, or a name is blank or that of two tasks.</summary>
    /// <exception cref="PlatformConfigurationException">It lists every such name.</exception>
    public static void ThrowIfInvalid(IReadOnlyCollection<string> names, IConfiguration configuration)
    {
        string[] problems = [.. Unknown(names, configuration), .. TaskNames.FindProblems(names, WarmupOptions.TasksSection, "warm-up task")];
        if (problems.Length > 0)
            throw new PlatformConfigurationException(problems);
    }

    private static IEnumerable<string> Unknown(IReadOnlyCollection<string> names, IConfiguration configuration)
    {
        var allowed = names.Count == 0
            ? "the name of a warm-up task, of which there is none"
            : $"the name of a warm-up task: {string.Join(", ", names.Order(StringComparer.Ordinal))}";
        return configuration.GetSection(WarmupOptions.TasksSection).GetChildren()
            .Where(child => !names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => new ConfigurationProblem(
                child.Path, child.Key, allowed, "Mend the name, or register the task with services.AddWarmup().").ToString());
    }
}
