using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Checks each configured rule as a whole, and that there is none in production unless that is allowed.</summary>
internal sealed partial class FaultRuleOptionsValidator(IConfiguration configuration, ServiceIdentity identity, IHostEnvironment host)
    : IValidateOptions<FaultRuleOptions>
{
    public ValidateOptionsResult Validate(string? name, FaultRuleOptions options)
    {
        // The unnamed instance holds the defaults of all; one whose section is gone is a rule that a reload has removed.
        if (string.IsNullOrEmpty(name) || !configuration.GetSection($"{FaultRuleOptions.RulesSection}:{name}").Exists())
            return ValidateOptionsResult.Success;

        string[] problems = [.. FindProblems(name, Fault.Of(options)).Select(problem => problem.ToString())];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<ConfigurationProblem> FindProblems(string name, Fault fault)
    {
        var key = $"{FaultRuleOptions.RulesSection}:{name}";
        if (!NamePattern().IsMatch(name))
            yield return new ConfigurationProblem(FaultRuleOptions.RulesSection, name, FaultRule.NameRule, "Give the rule another name.");

        if (!fault.HasEffect)
        {
            var effects = $"{nameof(Fault.Latency)}, {nameof(Fault.Error)} or {nameof(Fault.Status)}";
            yield return new ConfigurationProblem($"{key}:{nameof(Fault.Latency)}", null, $"one of {effects} at least", "Set one, or remove the rule.");
        }

        if (fault.FindContradiction() is { } problem)
            yield return new ConfigurationProblem($"{key}:{problem.Member}", problem.Value, problem.Allowed, problem.Fix);

        // By the configuration as it is now, which a reload may have changed together with the rules.
        if (IsOn(nameof(FaultOptions.Enabled)) && !IsOn(nameof(FaultOptions.AllowInProduction)) && FaultPolicy.IsProductionIn(identity, host))
        {
            yield return new ConfigurationProblem(
                FaultPolicy.AllowKey,
                "false",
                $"true, where there are rules in the environment {identity.Environment}: they make real requests fail",
                $"Remove {FaultRuleOptions.RulesSection}, or set the key to true if that is what you want.");
        }
    }

    private bool IsOn(string name) => bool.TryParse(configuration[$"{FaultOptions.Section}:{name}"], out var on) && on;

    [GeneratedRegex(FaultRule.NamePattern)]
    private static partial Regex NamePattern();
}
