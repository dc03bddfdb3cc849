using Grocery.Platform.Config.Flags.Requests;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>The feature manager, and with a scope of its own the snapshot. What the rules cannot answer goes to Microsoft's evaluation.</summary>
/// <param name="evaluator">Answers by the rules.</param>
/// <param name="microsoft">Answers the rest.</param>
/// <param name="own">What a snapshot keeps outside of requests; within, all share what the request keeps.</param>
internal sealed class PlatformFlags(FlagEvaluator evaluator, MicrosoftFlags microsoft, FlagScope? own) : IFeatureManagerSnapshot, IVariantFeatureManagerSnapshot
{
    private FlagScope? Scope => evaluator.Scope ?? own;

    public IAsyncEnumerable<string> GetFeatureNamesAsync() => microsoft.Engine.GetFeatureNamesAsync();

    public IAsyncEnumerable<string> GetFeatureNamesAsync(CancellationToken cancellationToken) => microsoft.Engine.GetFeatureNamesAsync(cancellationToken);

    public Task<bool> IsEnabledAsync(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);

        var scope = Scope;
        return TryAnswer(scope, feature, null, out var flag) is { } outcome
            ? outcome.Task
            : AskAsync<object?>(scope, flag, feature, hasContext: false, null, CancellationToken.None).AsTask();
    }

    public Task<bool> IsEnabledAsync<TContext>(string feature, TContext context) => IsEnabledAsync(feature, context, CancellationToken.None).AsTask();

    public ValueTask<bool> IsEnabledAsync(string feature, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feature);

        var scope = Scope;
        return TryAnswer(scope, feature, null, out var flag) is { } outcome
            ? new ValueTask<bool>(outcome.IsEnabled)
            : AskAsync<object?>(scope, flag, feature, hasContext: false, null, cancellationToken);
    }

    public ValueTask<bool> IsEnabledAsync<TContext>(string feature, TContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feature);
        ArgumentNullException.ThrowIfNull(context);

        var scope = Scope;
        return TryAnswer(scope, feature, context, out var flag) is { } outcome
            ? new ValueTask<bool>(outcome.IsEnabled)
            : AskAsync(scope, flag, feature, hasContext: true, context, cancellationToken);
    }

    public ValueTask<Variant> GetVariantAsync(string feature, CancellationToken cancellationToken) =>
        GetVariantOfAsync(feature, null, cancellationToken)!;

    public ValueTask<Variant> GetVariantAsync(string feature, ITargetingContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);

        return GetVariantOfAsync(feature, context, cancellationToken)!;
    }

    private FlagOutcome? TryAnswer(FlagScope? scope, string feature, object? context, out Flag? flag)
    {
        flag = evaluator.Find(scope, feature);
        return flag is null || microsoft.HasForeignDefinitions ? null : evaluator.TryAnswer(scope, flag, context);
    }

    private async ValueTask<bool> AskAsync<TContext>(
        FlagScope? scope, Flag? flag, string feature, bool hasContext, TContext context, CancellationToken cancellationToken)
    {
        if (flag?.Rule is null || microsoft.HasForeignDefinitions)
            return await microsoft.IsEnabledAsync(scope, feature, hasContext, context, cancellationToken).ConfigureAwait(false);

        return (await evaluator.AnswerAsync(scope, flag, hasContext ? context : null).ConfigureAwait(false)).IsEnabled;
    }

    private async ValueTask<Variant?> GetVariantOfAsync(string feature, ITargetingContext? context, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(feature);

        var scope = Scope;
        if (TryAnswer(scope, feature, context, out var flag) is { } outcome)
            return outcome.CreateVariant();
        if (flag?.Rule is null || microsoft.HasForeignDefinitions)
            return await microsoft.GetVariantAsync(scope, feature, context, cancellationToken).ConfigureAwait(false);

        return (await evaluator.AnswerAsync(scope, flag, context).ConfigureAwait(false)).CreateVariant();
    }
}
