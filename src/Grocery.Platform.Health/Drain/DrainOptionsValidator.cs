using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>The rule across fields: the window is a part of the budget.</summary>
internal sealed class DrainOptionsValidator : IValidateOptions<DrainOptions>
{
    public ValidateOptionsResult Validate(string? name, DrainOptions options)
    {
        if (options.Budget is not { } budget || options.Window is not { } window || window < budget)
            return ValidateOptionsResult.Success;

        return ValidateOptionsResult.Fail(new ConfigurationProblem(
            $"{DrainOptions.Section}:{nameof(DrainOptions.Budget)}",
            $"{budget:c}",
            $"longer than the window, {window:c}",
            $"Lengthen it, or shorten {DrainOptions.Section}:{nameof(DrainOptions.Window)}.").ToString());
    }
}
