using Grocery.Platform.Config.Flags.Lifecycle;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Flags;

/// <summary>The rule that an expiry is a date or a time.</summary>
internal sealed class FlagsOptionsValidator : IValidateOptions<FlagsOptions>
{
    public ValidateOptionsResult Validate(string? name, FlagsOptions options)
    {
        var problems = options.Lifecycle
            .Where(flag => flag.Value.Expires is { Length: > 0 } text && !Expiry.TryParse(text, out _))
            .Select(flag => new ConfigurationProblem(
                $"{FlagsOptions.Section}:{nameof(FlagsOptions.Lifecycle)}:{flag.Key}:{nameof(FlagLifecycle.Expires)}",
                flag.Value.Expires,
                "a date such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z",
                "Mend the date, or remove it.").ToString())
            .ToArray();

        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
