using System.Diagnostics;
using Grocery.Platform.Config.Flags.Requests;
using Grocery.Platform.Config.Flags.Rules;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>Answers what the rules can answer, at once and without allocation.</summary>
internal sealed class FlagEvaluator(LiveFlags live, UserBuckets buckets, RequestUsers users, ITargetingContextAccessor accessor)
{
    // A service may have a way of its own to find its users.
    private readonly ITargetingContextAccessor? _foreignUsers = accessor is RequestUsers ? null : accessor;

    /// <summary>Gets the scope of the request that is being served.</summary>
    public FlagScope? Scope => FlagScope.CurrentOf(live);

    public Flag? Find(FlagScope? scope, string name) => (scope is null ? live.Current : scope.Pin()).Find(name);

    /// <summary>Answers.</summary>
    /// <param name="scope">What the answer must agree with.</param>
    /// <param name="flag">The flag.</param>
    /// <param name="context">What the caller says of whom it asks for; <see langword="null"/> when it says nothing.</param>
    /// <returns><see langword="null"/> when the flag has no rule, or who it is about has to be waited for.</returns>
    public FlagOutcome? TryAnswer(FlagScope? scope, Flag flag, object? context)
    {
        if (flag.Fixed is not { } outcome)
        {
            if (flag.Rule is not { } rule || (rule.NeedsUser && _foreignUsers is not null && context is not ITargetingContext))
                return null;

            outcome = Ask(scope, flag, rule.NeedsUser && context is not ITargetingContext ? users.Of(scope) : default, context);
        }

        Report(scope, outcome.Series);
        return outcome;
    }

    /// <summary>Answers when the service says who it is about.</summary>
    public async ValueTask<FlagOutcome> AnswerAsync(FlagScope? scope, Flag flag, object? context)
    {
        var user = await accessor.GetContextAsync().ConfigureAwait(false);
        var outcome = Ask(scope, flag, FlagUser.Of(user), context);
        Report(scope, outcome.Series);
        return outcome;
    }

    /// <summary>Counts an answer, and tells the span of it, the span of a request only once.</summary>
    public void Report(FlagScope? scope, EvaluationSeries series)
    {
        series.Increment();
        if (scope is { Request: not null } ? scope.IsFirst(series.Flag) : Activity.Current is { IsAllDataRequested: true })
            AddEvent(scope, series);
    }

    // A context that is no user leaves the filters whom they saw without it, and the variants nobody.
    private FlagOutcome Ask(FlagScope? scope, Flag flag, in FlagUser ambient, object? context)
    {
        var given = context is ITargetingContext targeting ? FlagUser.Of(targeting) : default;
        return flag.Ask(new FlagAsk
        {
            User = given.Exists ? given : ambient,
            VariantUser = context is null ? ambient : given,
            Scope = scope,
            Time = live.Time,
            Buckets = buckets,
        });
    }

    private void AddEvent(FlagScope? scope, EvaluationSeries series)
    {
        if (Activity.Current is not { IsAllDataRequested: true } activity)
            return;

        // Work without a request may ask a thousand times within one span.
        if (scope is not { Request: not null } && !SpanFlags.Of(activity).IsFirst(series.Flag))
            return;

        series.AddEventTo(activity, live.Time.GetUtcNow());
    }
}
