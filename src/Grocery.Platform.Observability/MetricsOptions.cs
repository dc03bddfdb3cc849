using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>Which metrics are collected and how, read from <c>Platform:Observability:Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Metrics</c>.</summary>
    public const string Section = "Platform:Observability:Metrics";

    /// <summary>Gets or sets a value indicating whether metrics are collected; when they are not, <c>/metrics</c> is a path of the service.</summary>
    /// <value><see langword="true"/> by default. <c>OTEL_SDK_DISABLED=true</c> turns metrics off too.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the names of the service's own meters; <c>*</c> stands for any text, as in <c>Shop.*</c>.</summary>
    /// <value>
    /// Empty by default. Always collected are the meters of ASP.NET Core but <c>Microsoft.AspNetCore.MemoryPool</c>, which measures several
    /// times a request, <c>System.Net.Http</c>, <c>System.Runtime</c>, <c>Npgsql</c> and <c>Grocery.*</c>.
    /// </value>
    public IList<string> Meters { get; set; } = [];

    /// <summary>
    /// Gets or sets the edges of histogram buckets by instrument, in the unit of the instrument: ascending numbers with commas between,
    /// such as <c>0.05, 0.1, 0.3</c>. In a name <c>*</c> stands for any text; the exact name goes first, then the longest match.
    /// </summary>
    /// <value>Empty by default: the instrument's own advice holds, or else the default of the OpenTelemetry SDK.</value>
    /// <remarks>One text instead of a list: of two configuration sources the later replaces the edges as a whole. A view that the service
    /// adds in code for an instrument goes before all that is set here.</remarks>
    public IDictionary<string, string> Histograms { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets or sets the time within which a request should be answered. It is always an edge of <c>http.server.request.duration</c>,
    /// added to the configured or default ones, so that the share of requests within it is exact.
    /// </summary>
    /// <value>0.25 seconds by default, which is an edge by the OpenTelemetry semantic conventions; from 1 millisecond to 10 minutes.</value>
    [DurationRange("00:00:00.001", "00:10:00")]
    public TimeSpan LatencyObjective { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Gets or sets a value indicating whether measurements within a recorded trace become exemplars: the trace and span of a
    /// measurement beside its bucket, in OTLP and in OpenMetrics.
    /// </summary>
    /// <value>
    /// <see langword="true"/> by default, which takes effect while traces are recorded. Unset: <c>OTEL_METRICS_EXEMPLAR_FILTER</c>
    /// decides when it is set.
    /// </value>
    public bool Exemplars { get; set; } = true;

    /// <summary>
    /// Gets or sets the number of series that one instrument can have. Measurements of further ones are folded into one series
    /// with <c>otel.metric.overflow=true</c>; <c>grocery.metrics.overflow</c> then names the instrument, and a warning does.
    /// </summary>
    /// <value>
    /// 2000 by default, as in the OpenTelemetry SDK; from 1 to 100000. Instruments that have few series by their nature, such as those of the
    /// runtime, have room for 100 in any case. A view that the service adds in code goes first. Histograms
    /// without edges stay at 2000 while <c>OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION</c> makes them exponential.
    /// </value>
    [Range(1, 100_000)]
    public int CardinalityLimit { get; set; } = 2000;

    /// <summary>
    /// Gets or sets tags of every metric, by name: labels of every series on <c>/metrics</c>, and attributes of the resource in
    /// OTLP. A tag of the measurement that has the same name goes first.
    /// </summary>
    /// <value>Empty by default.</value>
    public IDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
