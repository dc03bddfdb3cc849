using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>
/// The encoded labels of one metric's series. The SDK hands out the points of a metric in one order, and each keeps its tags for good,
/// so a series is known by the very objects of its tags. Not safe for concurrent use.
/// </summary>
internal sealed class SeriesCache(Metric metric, LabelEncoder encoder)
{
    private readonly List<Series> _series = [];
    private int _next;

    public void Restart() => _next = 0;

    /// <summary>Gets the labels of the next point.</summary>
    public byte[] LabelsOf(in MetricPoint point)
    {
        var tags = point.Tags;
        for (var i = _next; i < _series.Count; i++)
        {
            if (!_series[i].IsOf(tags))
                continue;

            _next = i + 1;
            return _series[i].Labels;
        }

        var series = new Series(Copy(tags), encoder.Encode(tags, metric));
        _series.Insert(_next++, series);
        return series.Labels;
    }

    private static KeyValuePair<string, object?>[] Copy(in ReadOnlyTagCollection tags)
    {
        var copy = new KeyValuePair<string, object?>[tags.Count];
        var i = 0;
        foreach (var tag in tags)
            copy[i++] = tag;

        return copy;
    }

    private readonly record struct Series(KeyValuePair<string, object?>[] Tags, byte[] Labels)
    {
        public bool IsOf(in ReadOnlyTagCollection tags)
        {
            if (tags.Count != Tags.Length)
                return false;

            var i = 0;
            foreach (var tag in tags)
            {
                if (!ReferenceEquals(tag.Key, Tags[i].Key) || !ReferenceEquals(tag.Value, Tags[i].Value))
                    return false;

                i++;
            }

            return true;
        }
    }
}
