using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Checks that the usual time is one that a request may ask for.</summary>
internal sealed class FaultOptionsValidator : IValidateOptions<FaultOptions>
{
    public ValidateOptionsResult Validate(string? name, FaultOptions options) => options.Ttl <= options.MaximumTtl
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(new ConfigurationProblem(
            $"{FaultOptions.Section}:{nameof(FaultOptions.Ttl)}",
            $"{options.Ttl:c}",
            $"at most {nameof(FaultOptions.MaximumTtl)}, which is {options.MaximumTtl:c}",
            $"Shorten it, or raise {nameof(FaultOptions.MaximumTtl)}.").ToString());
}
