namespace Grocery.Platform.Observability.Logging;

/// <summary>Where finished lines go: whole, one after the other, and never throwing at the caller. Safe for concurrent use.</summary>
internal sealed class LogOutput(Stream stream, LogMetrics metrics)
{
    private readonly Lock _lock = new();

    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            lock (_lock)
                stream.Write(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException)
        {
            metrics.Drop();
        }
    }
}
