using Microsoft.Extensions.Options;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>Checks that a checkout has ended before it counts as dead.</summary>
internal sealed class CheckoutOptionsValidator : IValidateOptions<CheckoutOptions>
{
    public ValidateOptionsResult Validate(string? name, CheckoutOptions options) => options.Deadline < options.Lease
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(new ConfigurationProblem(
            $"{CheckoutOptions.Section}:{nameof(CheckoutOptions.Deadline)}",
            options.Deadline.ToString(),
            $"less than {CheckoutOptions.Section}:{nameof(CheckoutOptions.Lease)}, which is {options.Lease}",
            "Lower the one or raise the other").ToString());
}
