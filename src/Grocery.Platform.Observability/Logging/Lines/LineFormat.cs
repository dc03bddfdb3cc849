namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes an event as a line, without the line feed at its end. Safe for concurrent use.</summary>
internal abstract class LineFormat
{
    /// <summary>Writes <see cref="Line.Event"/> to <see cref="Line.Buffer"/>.</summary>
    public abstract void Write(Line line);
}
