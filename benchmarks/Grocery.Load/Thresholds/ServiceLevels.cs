using System.Globalization;
using System.Text.Json;

namespace Grocery.Load.Thresholds;

/// <summary>What the shop as a whole has to keep to: <c>benchmarks/slo.json</c>, which the scripts for k6 read too.</summary>
/// <param name="Availability">The share of requests that the shop may not fail, at least.</param>
/// <param name="P95Milliseconds">What the 95th percentile of the latency stays under.</param>
/// <param name="ErrorRate">What the share of requests that do not get what they ask for stays under.</param>
/// <param name="RequestsPerMinute">More than so many are fulfilled.</param>
internal sealed record ServiceLevels(double Availability, double P95Milliseconds, double ErrorRate, double RequestsPerMinute)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static ServiceLevels Shop { get; } = Read();

    /// <summary>Gets when they are broken. Who drops arrivals has not asked what it should.</summary>
    public IReadOnlyList<Threshold> Thresholds =>
    [
        Parse($"availability<{100 * Availability:0.####}%"),
        Parse($"p95>={P95Milliseconds:0.####}ms"),
        Parse($"errors>={100 * ErrorRate:0.####}%"),
        Parse($"throughput<={RequestsPerMinute:0.####}/min"),
        Parse($"dropped>0"),
    ];

    private static Threshold Parse(FormattableString text) => ThresholdText.Parse(text.ToString(CultureInfo.InvariantCulture));

    private static ServiceLevels Read()
    {
        using var file = typeof(ServiceLevels).Assembly.GetManifestResourceStream("slo.json")!;
        return JsonSerializer.Deserialize<ServiceLevels>(file, Strict)!;
    }
}
