using System.Diagnostics;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>The spans that ended under a server span which was not sampled, until it ends. It lives and dies with the server span.</summary>
internal sealed class SpanBuffer
{
    public const int Capacity = 128;

    private const string Property = "Grocery.Platform.Observability.SpanBuffer";

    private static readonly Lock Creation = new();

    private readonly Lock _lock = new();

    // Guarded by the lock; null when closed.
    private List<Activity>? _spans = [];

    public enum Addition
    {
        Added,
        Full,
        Closed,
    }

    public static SpanBuffer? Find(Activity server) => server.GetCustomProperty(Property) as SpanBuffer;

    public static SpanBuffer Of(Activity server)
    {
        if (Find(server) is { } existing)
            return existing;

        lock (Creation)
        {
            var buffer = Find(server);
            if (buffer is null)
                server.SetCustomProperty(Property, buffer = new SpanBuffer());

            return buffer;
        }
    }

    public Addition Add(Activity span)
    {
        lock (_lock)
        {
            if (_spans is null)
                return Addition.Closed;
            if (_spans.Count == Capacity)
                return Addition.Full;

            _spans.Add(span);
            return Addition.Added;
        }
    }

    /// <summary>Takes the spans out, once; later ones are refused.</summary>
    public IReadOnlyList<Activity> Close()
    {
        lock (_lock)
        {
            var spans = _spans;
            _spans = null;
            return spans ?? [];
        }
    }
}
