using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>What is on, by the options of this package and by the variable that turns every OpenTelemetry SDK off.</summary>
internal sealed class TelemetrySwitches(
    IConfiguration configuration, IOptions<TracingOptions> tracing, IOptions<MetricsOptions> metrics)
{
    private const string SdkDisabled = "OTEL_SDK_DISABLED";

    private readonly bool _isSdkDisabled = bool.TryParse(configuration[SdkDisabled], out var disabled) && disabled;

    public bool Tracing => tracing.Value.Enabled && !_isSdkDisabled;

    public bool Metrics => metrics.Value.Enabled && !_isSdkDisabled;

    public PlatformFeature DescribeTracing() => Describe("tracing", TracingOptions.Section, Tracing);

    public PlatformFeature DescribeMetrics() => Describe("metrics", MetricsOptions.Section, Metrics);

    private PlatformFeature Describe(string name, string section, bool isOn)
    {
        if (_isSdkDisabled)
            return new PlatformFeature(name, false, SdkDisabled, "configured");

        var key = section + ":Enabled";
        return new PlatformFeature(name, isOn, key, configuration[key] is null ? "not set; default true" : "configured");
    }
}
