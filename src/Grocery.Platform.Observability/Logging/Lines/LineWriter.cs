using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Redaction;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Makes a line of an event and hands it to the output. Safe for concurrent use.</summary>
internal sealed class LineWriter(LineFormat format, Redactor redactor, LogOutput output)
{
    public void Write(Line line)
    {
        line.Begin(null);
        format.Write(line);

        // Redacting each text on its own is slow, and needed for few lines: one look at the whole line finds them.
        if (line.NeedsCare || !redactor.IsClean(line.Buffer.Written))
        {
            line.Begin(redactor);
            format.Write(line);
        }

        line.Buffer.Append('\n');
        output.Write(line.Encode(), line.Event.Level);
    }
}
