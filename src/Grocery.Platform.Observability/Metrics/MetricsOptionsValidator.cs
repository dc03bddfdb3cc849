using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>Checks what no attribute can: names of meters, edges of histograms, and tags.</summary>
internal sealed class MetricsOptionsValidator(IConfiguration configuration) : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        string[] problems =
        [
            .. NameList.FindProblems(configuration, $"{MetricsOptions.Section}:{nameof(MetricsOptions.Meters)}", options.Meters),
            .. FindProblems(
                nameof(MetricsOptions.Histograms), options.Histograms, text => HistogramEdges.Parse(text) is not null, HistogramEdges.Rule),
            .. FindProblems(nameof(MetricsOptions.Tags), options.Tags, text => !string.IsNullOrWhiteSpace(text), "text"),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> FindProblems(string property, IDictionary<string, string> values, Predicate<string?> isValid, string rule)
    {
        // What has keys under it instead of a value is not in the options.
        var section = $"{MetricsOptions.Section}:{property}";
        return configuration.GetSection(section).GetChildren().Select(child => child.Key)
            .Union(values.Keys, StringComparer.OrdinalIgnoreCase)
            .Select(name => (Key: $"{section}:{name}", Text: values.TryGetValue(name, out var text) ? text : null))
            .Where(pair => !isValid(pair.Text))
            .Select(pair => new ConfigurationProblem(pair.Key, pair.Text, rule, "Mend or remove it.").ToString());
    }
}
