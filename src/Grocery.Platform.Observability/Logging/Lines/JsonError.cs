namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes an exception as members of a JSON object.</summary>
internal sealed class JsonError(ErrorNames names, StackTraceOptions stackTrace)
{
    private readonly string _start = names.Parent is { } parent ? $"{LineLayout.Quote(parent)}:{{" : "";
    private readonly string _end = names.Parent is null ? "" : "}";
    private readonly string _type = LineLayout.Quote(names.Type) + ":\"";
    private readonly string _message = "\"," + LineLayout.Quote(names.Message) + ":\"";
    private readonly string _stack = "\"," + LineLayout.Quote(names.Stack) + ":\"";
    private readonly string _hash = "\"," + LineLayout.Quote(names.Hash) + ":\"";

    public bool IsAttribute => names.IsAttribute;

    public IEnumerable<string> Names => names.All;

    public void Write(Line line, Exception error)
    {
        var buffer = line.Buffer;
        if (buffer.Written[^1] != '{')
            buffer.Append(',');

        buffer.Append(_start);
        buffer.Append(_type);
        line.AppendText(error.GetType().ToString());
        buffer.Append(_message);
        line.AppendText(SafeText.MessageOf(error));
        if (stackTrace.Limit > 0)
        {
            buffer.Append(_stack);
            line.AppendText(SafeText.Of(error), stackTrace.Limit);
        }

        if (stackTrace.Hash)
        {
            buffer.Append(_hash);
            buffer.Append(StackHash.Of(error));
        }

        buffer.Append('"');
        buffer.Append(_end);
    }
}
