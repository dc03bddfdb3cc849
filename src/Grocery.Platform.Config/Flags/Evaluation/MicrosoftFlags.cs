using Grocery.Platform.Config.Flags.Definitions;
using Grocery.Platform.Config.Flags.Requests;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>Has Microsoft's own evaluation answer: where a filter, a session or the definitions are the service's.</summary>
internal sealed class MicrosoftFlags(
    FeatureManager engine,
    IFeatureDefinitionProvider definitions,
    FlagEvaluator evaluator,
    EvaluationCounts counts,
    UnknownFlags unknown,
    IOptions<FeatureManagementOptions> options)
{
    /// <summary>Gets a value indicating whether the definitions come from somewhere else than the configuration.</summary>
    public bool HasForeignDefinitions { get; } = definitions is not PinnedDefinitions;

    public FeatureManager Engine => engine;

    public async ValueTask<bool> IsEnabledAsync<TContext>(
        FlagScope? scope, string name, bool hasContext, TContext context, CancellationToken cancellationToken)
    {
        if (await FindNameAsync(name).ConfigureAwait(false) is not { } known)
            return false;

        var isEnabled = hasContext
            ? await engine.IsEnabledAsync(name, context, cancellationToken).ConfigureAwait(false)
            : scope is null
                ? await engine.IsEnabledAsync(name, cancellationToken).ConfigureAwait(false)
                : await scope.RememberAsync(known, () => engine.IsEnabledAsync(name, CancellationToken.None).AsTask(), cancellationToken).ConfigureAwait(false);
        Report(scope, known, FlagOutcome.NameOf(isEnabled));
        return isEnabled;
    }

    public async ValueTask<Variant?> GetVariantAsync(FlagScope? scope, string name, ITargetingContext? context, CancellationToken cancellationToken)
    {
        if (await FindNameAsync(name).ConfigureAwait(false) is not { } known)
            return null;

        var variant = context is not null
            ? await engine.GetVariantAsync(name, context, cancellationToken).ConfigureAwait(false)
            : scope is null
                ? await engine.GetVariantAsync(name, cancellationToken).ConfigureAwait(false)
                : await scope.RememberAsync(known, () => engine.GetVariantAsync(name, CancellationToken.None).AsTask(), cancellationToken).ConfigureAwait(false);
        Report(scope, known, variant?.Name ?? "none");
        return variant;
    }

    private void Report(FlagScope? scope, string name, string variant) =>
        evaluator.Report(scope, counts.Get(name, variant, FlagOutcome.NameOf(FlagReason.Unknown)));

    private async ValueTask<string?> FindNameAsync(string name)
    {
        var definition = await definitions.GetFeatureDefinitionAsync(name).ConfigureAwait(false);
        if (definition is not null)
            return definition.Name;

        // Unless the service wants it to, an unknown flag must not throw.
        unknown.Report(name);
        return options.Value.IgnoreMissingFeatures ? null : name;
    }
}
