using System.Globalization;

namespace Grocery.AppHost.Telemetry;

/// <summary>Request rate, error share and p95 of every service over the last five minutes, from its request histogram.</summary>
internal sealed class TrafficStore(TimeProvider time)
{
    public const string Metric = "http.server.request.duration";

    private const int MostServices = 32;
    private const int FirstServerError = 500;
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CumulativeSeries _series = new(time);
    private readonly Dictionary<string, ServiceTraffic> _services = [];

    public long Dropped
    {
        get
        {
            lock (_lock)
                return _series.Dropped;
        }
    }

    public void Add(MetricPoint point)
    {
        if (point.Name != Metric || point.Bounds.Length + 2 != point.Values.Length)
            return;

        lock (_lock)
        {
            if (!_services.TryGetValue(point.Source.Service, out var traffic))
            {
                if (_services.Count >= MostServices)
                    return;
                _services[point.Source.Service] = traffic = new ServiceTraffic();
            }

            if (_series.Advance(point) is { } increase)
                Add(traffic, point, increase);
        }
    }

    public IReadOnlyDictionary<string, TrafficReading> Read()
    {
        var now = time.GetUtcNow();
        lock (_lock)
            return _services.ToDictionary(pair => pair.Key, pair => pair.Value.Read(now));
    }

    private void Add(ServiceTraffic traffic, MetricPoint point, Increase increase)
    {
        // The clock of a service can be wrong, and its requests were answered just now all the same.
        var now = time.GetUtcNow();
        var shift = (now - increase.To).Duration() > LargestSkew ? now - increase.To : TimeSpan.Zero;
        traffic.Add(increase.From + shift, increase.To + shift, increase.Values.AsSpan(..^1), point.Bounds, IsError(point));
    }

    private static bool IsError(MetricPoint point) =>
        int.TryParse(point.Attributes.GetValueOrDefault("http.response.status_code"), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status >= FirstServerError;
}
