using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Routing;

/// <summary>Each path is one, and none of them is all.</summary>
internal sealed class HealthPathsValidator : IValidateOptions<ResilienceOptions>
{
    private const string Key = $"{ResilienceOptions.Section}:{nameof(ResilienceOptions.HealthPaths)}";

    public ValidateOptionsResult Validate(string? name, ResilienceOptions options)
    {
        string[] problems =
        [
            .. options.HealthPaths.Where(path => !IsPath(path)).Select(path => new ConfigurationProblem(
                Key,
                path,
                "paths that begin with '/', with '*' at the end for any rest, but not all paths",
                "Write the path at which the service answers its health check.").ToString()),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsPath(string? path) => path is ['/', not '*', ..];
}
