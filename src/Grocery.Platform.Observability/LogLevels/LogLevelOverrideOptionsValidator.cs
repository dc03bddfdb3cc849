using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Checks that the usual time is one that a request may ask for.</summary>
internal sealed class LogLevelOverrideOptionsValidator : IValidateOptions<LogLevelOverrideOptions>
{
    private const string Key = $"{LogLevelOverrideOptions.Section}:{nameof(LogLevelOverrideOptions.Ttl)}";

    public ValidateOptionsResult Validate(string? name, LogLevelOverrideOptions options) => options.Ttl <= options.MaximumTtl
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(new ConfigurationProblem(
            Key,
            $"{options.Ttl:c}",
            $"at most {nameof(LogLevelOverrideOptions.MaximumTtl)}, which is {options.MaximumTtl:c}",
            $"Shorten it, or raise {nameof(LogLevelOverrideOptions.MaximumTtl)}.").ToString());
}
