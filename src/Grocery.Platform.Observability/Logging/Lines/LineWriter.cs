using Grocery.Platform.Observability.Logging.Buffering;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Redaction;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Makes a line of an event and hands it to the output. Safe for concurrent use.</summary>
internal sealed class LineWriter(LineFormat format, Redactor redactor, LogOutput output)
{
    public void Write(Line line) => output.Write(Make(line), line.Event.Level);

    /// <summary>Makes the line now, since what it shows may change, and hands it to those that are kept for a request.</summary>
    public void Keep(Line line, RequestLog request) => request.Add(Make(line), line.Event.Level);

    private ReadOnlySpan<byte> Make(Line line)
    {
        line.Begin(redactor, isCareful: false);
        format.Write(line);

        // Redacting each text on its own is slow, and needed for few lines.
        if (line.NeedsCare)
        {
            line.Begin(redactor, isCareful: true);
            format.Write(line);
        }

        line.Buffer.Append('\n');
        return line.Encode();
    }
}
