using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Probes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Groups;

/// <summary>The rules of groups: a name that makes a path of its own, and checks that there are.</summary>
internal sealed class HealthOptionsValidator(
    IOptions<HealthCheckServiceOptions> registered, IOptionsFactory<HealthCheckOptions> checks, IConfiguration configuration)
    : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        if (options.Groups.Count == 0)
            return ValidateOptionsResult.Success;

        var known = KnownChecks();
        string[] problems = [.. options.Groups.SelectMany(group => FindProblems(group.Key, group.Value, known))];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> FindProblems(string group, string list, string[] known)
    {
        var key = $"{HealthOptions.Section}:{nameof(HealthOptions.Groups)}:{group}";
        if (group.Length == 0 || !group.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            || ProbePaths.Fixed.Contains(ProbePaths.OfGroup(group), StringComparer.OrdinalIgnoreCase))
        {
            var taken = string.Join(", ", ProbePaths.Fixed.Select(path => path[(ProbePaths.Report.Length + 1)..]));
            yield return new ConfigurationProblem(
                key, group, $"a name of letters, digits and hyphens other than {taken}", "Give the group another name.").ToString();
        }

        var patterns = GroupNames.Parse(list);
        var allowed = known.Length == 0
            ? "names of checks that run in the background, of which there is none"
            : $"names of checks that run in the background: {string.Join(", ", known)}";
        if (patterns.Length == 0)
            yield return new ConfigurationProblem(key, list, allowed, "Name at least one check, or remove the group.").ToString();

        foreach (var pattern in patterns.Where(pattern => !Array.Exists(known, check => GroupNames.Matches(pattern, check))))
        {
            yield return new ConfigurationProblem(
                key, pattern, allowed, "Mend the name, or register the check with services.AddHealthChecks().").ToString();
        }
    }

    private string[] KnownChecks() =>
        [.. registered.Value.Registrations
            .Where(check => !IsLazy(check))
            .Select(check => check.Name)
            .Order(StringComparer.Ordinal)];

    private bool IsLazy(HealthCheckRegistration check)
    {
        try
        {
            return CheckSettings.Of(check, checks.Create(check.Name), configuration).Dependency == HealthDependency.Lazy;
        }
        catch (OptionsValidationException)
        {
            // Told by the validator of the check itself.
            return false;
        }
    }
}
