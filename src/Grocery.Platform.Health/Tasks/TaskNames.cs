namespace Grocery.Platform.Health.Tasks;

/// <summary>The rules of the names that a service gives its tasks in code.</summary>
internal static class TaskNames
{
    /// <summary>Finds names that are blank, or that two have.</summary>
    /// <param name="names">The names.</param>
    /// <param name="key">Where the tasks are configured, or what they are.</param>
    /// <param name="kind">What a task is called, such as <c>warm-up task</c>.</param>
    public static IEnumerable<string> FindProblems(IReadOnlyCollection<string> names, string key, string kind)
    {
        if (names.Any(string.IsNullOrWhiteSpace))
            yield return new ConfigurationProblem(key, "", $"a name for each {kind}", "Give the task a name that is not blank.").ToString();

        foreach (var group in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return new ConfigurationProblem(
                $"{key}:{group.Key}", $"{group.Count()} tasks", $"one {kind} of each name", "Give one of them another name.").ToString();
        }
    }
}
