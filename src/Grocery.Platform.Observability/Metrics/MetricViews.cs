using System.Diagnostics.Metrics;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>Gives instruments the configured edges and limit. One view for all, because the SDK makes a stream of its own for each view that matches.</summary>
internal sealed class MetricViews(MetricsOptions options, bool isExponential)
{
    private const string RequestDuration = "http.server.request.duration";
    private const int SdkLimit = 2000;

    // By the HTTP semantic conventions, and what ASP.NET Core advises.
    private static readonly double[] RequestEdges = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly (string Pattern, double[] Edges)[] _edges =
        [.. options.Histograms
            .OrderBy(pair => pair.Key.Contains('*', StringComparison.Ordinal))
            .ThenByDescending(pair => pair.Key.Length)
            .Select(pair => (pair.Key, HistogramEdges.Parse(pair.Value) ?? []))];

    public static void Add(MeterProviderBuilder metrics, MetricsOptions options, bool isExponential)
    {
        var views = new MetricViews(options, isExponential);
        var all = FindViews(metrics);
        Func<Instrument, MetricStreamConfiguration?>? own = null;
        own = instrument => all.Exists(view => view != own && Matches(view, instrument)) ? null : views.Of(instrument);
        metrics.AddView(own);
    }

    private static bool Matches(Func<Instrument, MetricStreamConfiguration?> view, Instrument instrument)
    {
        try
        {
            return view(instrument) is not null;
        }
        catch (Exception)
        {
            // The SDK passes over a view that throws.
            return false;
        }
    }

    // Nothing public tells which views the service adds, and a second stream of one instrument would be a duplicate in every export.
    private static List<Func<Instrument, MetricStreamConfiguration?>> FindViews(MeterProviderBuilder metrics)
    {
        try
        {
            return Views(metrics);
        }
        catch (Exception exception) when (exception is MissingMemberException or TypeLoadException)
        {
            return [];
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ViewConfigs")]
    private static extern List<Func<Instrument, MetricStreamConfiguration?>> Views(
        [UnsafeAccessorType("OpenTelemetry.Metrics.MeterProviderBuilderSdk, OpenTelemetry")] object builder);

    private MetricStreamConfiguration? Of(Instrument instrument)
    {
        var limit = FewSeries.IsOf(instrument.Meter.Name, instrument.Name) ? FewSeries.Limit : options.CardinalityLimit;
        if (EdgesOf(instrument) is { } edges)
            return new ExplicitBucketHistogramConfiguration { Boundaries = edges, CardinalityLimit = limit };

        // A view without edges would take explicit buckets, also for a reader that is to have exponential ones.
        if (limit == SdkLimit || (isExponential && IsHistogram(instrument)))
            return null;

        return new MetricStreamConfiguration { CardinalityLimit = limit };
    }

    private double[]? EdgesOf(Instrument instrument)
    {
        if (!IsHistogram(instrument))
            return null;

        var configured = Array.Find(
            _edges, pair => FileSystemName.MatchesSimpleExpression(pair.Pattern, instrument.Name)).Edges;
        if (instrument.Name != RequestDuration)
            return configured;

        var objective = options.LatencyObjective.TotalSeconds;
        var edges = configured ?? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? RequestEdges;
        return configured is null && edges.Contains(objective) ? null : HistogramEdges.With(objective, edges);
    }

    // The SDK would report a view with edges for any other instrument as a fault, and leave it out.
    private static bool IsHistogram(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Histogram<>);
}
