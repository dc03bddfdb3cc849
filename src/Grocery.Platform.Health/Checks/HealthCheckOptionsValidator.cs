using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Checks;

/// <summary>The rules across fields, and that every configured name is the name of a registered check.</summary>
internal sealed class HealthCheckOptionsValidator(IOptions<HealthCheckServiceOptions> registered, IConfiguration configuration)
    : IValidateOptions<HealthCheckOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthCheckOptions options)
    {
        string[] problems = [.. FindProblems(name ?? "", options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> FindProblems(string name, HealthCheckOptions options)
    {
        var section = name.Length == 0 ? HealthCheckOptions.Section : $"{HealthCheckOptions.ChecksSection}:{name}";

        if (name.Length > 0 && !registered.Value.Registrations.Any(check => check.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new ConfigurationProblem(
                section, name, KnownNames(), "Mend the name, or register the check with services.AddHealthChecks().").ToString();
        }

        // A named instance repeats what is wrong with the defaults unless it sets one of the two itself.
        var keys = configuration.GetSection(section);
        var isOwn = name.Length == 0 || keys[nameof(options.Timeout)] is not null || keys[nameof(options.Period)] is not null;
        if (isOwn && options.Timeout > options.Period)
        {
            yield return new ConfigurationProblem(
                $"{section}:{nameof(options.Timeout)}",
                $"{options.Timeout:c}",
                $"at most the period, {options.Period:c}",
                $"Shorten the time-out, or lengthen {section}:{nameof(options.Period)}.").ToString();
        }
    }

    private string KnownNames()
    {
        var names = registered.Value.Registrations.Select(check => check.Name).Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0
            ? "the name of a registered check, of which there is none"
            : $"the name of a registered check: {string.Join(", ", names)}";
    }
}
