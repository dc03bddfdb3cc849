using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary><c>Microsoft.TimeWindow</c>. What recurs is left to Microsoft's own filter, at the time of this evaluation.</summary>
internal sealed class TimeWindowCondition(string flag, TimeWindowFilterSettings settings) : FlagCondition
{
    private readonly DateTimeOffset? _start = settings.Start;
    private readonly DateTimeOffset? _end = settings.End;

    public override bool NeedsUser => false;

    public override bool Holds(in FlagAsk ask, out FlagReason reason)
    {
        reason = FlagReason.TargetingMatch;
        if (_start is null && _end is null)
            return false;

        var now = ask.Now;
        return ((_start is null || now >= _start) && (_end is null || now < _end)) || (settings.Recurrence is not null && Recurs(now));
    }

    private bool Recurs(DateTimeOffset now)
    {
        var filter = new TimeWindowFilter { SystemClock = new StoppedClock(now) };

        // Done when it returns: it waits for nothing.
        return filter.EvaluateAsync(new FeatureFilterEvaluationContext { FeatureName = flag, Settings = settings }) is { IsCompletedSuccessfully: true, Result: true };
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
