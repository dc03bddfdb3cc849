using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>How often one flag was answered in one way. Names are those of OpenTelemetry's semantic conventions, 1.51.</summary>
/// <param name="flag">A number of the flag that stays when its definition changes.</param>
/// <param name="name">The name of the flag.</param>
/// <param name="variant">The variant, or <c>on</c> or <c>off</c>.</param>
/// <param name="reason">Why.</param>
internal sealed class EvaluationSeries(int flag, string name, string variant, string reason)
{
    private const string Provider = "Microsoft.FeatureManagement";

    private readonly StripedCounter _count = new();
    private readonly KeyValuePair<string, object?>[] _tags =
    [
        new("feature_flag.key", name),
        new("feature_flag.provider.name", Provider),
        new("feature_flag.result.reason", reason),
        new("feature_flag.result.variant", variant),
    ];

    public int Flag => flag;

    public string Name => name;

    public string Variant => variant;

    public string Reason => reason;

    public long Count => _count.Sum;

    public Measurement<long> Measure() => new(Count, _tags);

    public void Increment() => _count.Increment();

    public void AddEventTo(Activity activity, DateTimeOffset now) =>
        activity.AddEvent(new ActivityEvent("feature_flag.evaluation", now, new ActivityTagsCollection(_tags)));
}
