using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>Checks what no attribute can: names of meters, and edges of histograms.</summary>
internal sealed class MetricsOptionsValidator(IConfiguration configuration) : IValidateOptions<MetricsOptions>
{
    private const string HistogramsKey = $"{MetricsOptions.Section}:{nameof(MetricsOptions.Histograms)}";

    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        string[] problems =
        [
            .. NameList.FindProblems(configuration, $"{MetricsOptions.Section}:{nameof(MetricsOptions.Meters)}", options.Meters),
            .. FindHistogramProblems(options),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> FindHistogramProblems(MetricsOptions options)
    {
        // A JSON list has no value of its own, and would not be in the options.
        var instruments = configuration.GetSection(HistogramsKey).GetChildren().Select(child => child.Key);
        return instruments.Union(options.Histograms.Keys, StringComparer.OrdinalIgnoreCase)
            .Select(instrument => (Key: $"{HistogramsKey}:{instrument}", Text: options.Histograms.TryGetValue(instrument, out var text) ? text : null))
            .Where(pair => HistogramEdges.Parse(pair.Text) is null)
            .Select(pair => new ConfigurationProblem(pair.Key, pair.Text, HistogramEdges.Rule, "Mend or remove it.").ToString());
    }
}
