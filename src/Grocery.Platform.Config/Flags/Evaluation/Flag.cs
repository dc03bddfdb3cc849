using Grocery.Platform.Config.Flags.Operation;
using Grocery.Platform.Config.Flags.Rules;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>A flag as it is defined now. Immutable but for the outcomes that it remembers.</summary>
internal sealed class Flag
{
    private const int Reasons = (int)FlagReason.Error + 1;

    private readonly EvaluationCounts _counts;
    private readonly FlagOutcome?[] _outcomes;

    public Flag(FlagDefinition definition, FlagRule? rule, FlagOverride? overridden, EvaluationCounts counts)
    {
        (Definition, Rule, Override, _counts) = (definition, rule, overridden, counts);
        _outcomes = new FlagOutcome?[2 * Reasons * (rule?.Variants?.Variants.Count ?? 1)];
        if (rule is { IsFixed: true })
        {
            var (isEnabled, _) = rule.Decide(default, out var reason);
            Fixed = OutcomeOf(isEnabled, 0, definition.Definition is null ? FlagReason.Error : reason);
        }
    }

    public string Name => Definition.Name;

    public FlagDefinition Definition { get; }

    /// <summary>Gets the rule; <see langword="null"/> when Microsoft's evaluation is needed.</summary>
    public FlagRule? Rule { get; }

    public FlagOverride? Override { get; }

    /// <summary>Gets the one answer of a flag that has only one.</summary>
    public FlagOutcome? Fixed { get; }

    public FlagOutcome Ask(in FlagAsk ask)
    {
        var (isEnabled, variant) = Rule!.Decide(ask, out var reason);
        return OutcomeOf(isEnabled, variant, reason);
    }

    private FlagOutcome OutcomeOf(bool isEnabled, int variant, FlagReason reason)
    {
        ref var outcome = ref _outcomes[((((variant * Reasons) + (int)reason) << 1) | (isEnabled ? 1 : 0))];
        return Volatile.Read(ref outcome) ?? (outcome = Create(isEnabled, Rule?.Variants?.Variants[variant], reason));
    }

    private FlagOutcome Create(bool isEnabled, VariantDefinition? variant, FlagReason reason) => new(
        isEnabled, variant, _counts.Get(Name, variant?.Name ?? FlagOutcome.NameOf(isEnabled), FlagOutcome.NameOf(reason)));
}
