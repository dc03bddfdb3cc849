using System.Diagnostics;
using OpenTelemetry;

namespace Grocery.Platform.Testing.Captures;

/// <summary>Gives each span that ends to a capture.</summary>
internal sealed class SpanCaptureProcessor(Action<Activity> keep) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data) => keep(data);
}
