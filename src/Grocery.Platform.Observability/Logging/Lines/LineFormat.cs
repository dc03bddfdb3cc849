namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes an event as a line, without the line feed at its end. Safe for concurrent use.</summary>
internal abstract class LineFormat
{
    /// <summary>Writes <see cref="Line.Event"/> to <see cref="Line.Buffer"/>, and has it checked for what is to be redacted.</summary>
    public abstract void Write(Line line);
}
