using System.Diagnostics;
using OpenTelemetry;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>Redacts each span that is exported, ahead of every exporter. What nobody exports costs nothing.</summary>
internal sealed class RedactionProcessor(SpanRedactor redactor) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
            redactor.Redact(data);
    }
}
