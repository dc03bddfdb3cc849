using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Says when an endpoint is no address to export to: the SDK would go on without a word.</summary>
internal sealed class OtlpEndpointValidator(IConfiguration configuration) : IValidateOptions<TracingOptions>, IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, TracingOptions options) => Validate(OtlpSignal.Traces);

    public ValidateOptionsResult Validate(string? name, MetricsOptions options) => Validate(OtlpSignal.Metrics);

    private ValidateOptionsResult Validate(OtlpSignal signal)
    {
        string[] problems = [.. new[] { signal.EndpointKey, OtlpSignal.Endpoint }.Where(IsWrong).Select(Describe)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private bool IsWrong(string key) =>
        configuration[key] is { } text
        && !string.IsNullOrWhiteSpace(text)
        && !(Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps));

    private string Describe(string key) => new ConfigurationProblem(
        key, configuration[key], "an address that begins with http:// or https://, such as http://localhost:4317", "Mend or remove it.").ToString();
}
