using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>Checks the names of activity sources.</summary>
internal sealed class TracingOptionsValidator(IConfiguration configuration) : IValidateOptions<TracingOptions>
{
    private const string SourcesKey = $"{TracingOptions.Section}:{nameof(TracingOptions.Sources)}";

    public ValidateOptionsResult Validate(string? name, TracingOptions options)
    {
        string[] problems = [.. NameList.FindProblems(configuration, SourcesKey, options.Sources)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
