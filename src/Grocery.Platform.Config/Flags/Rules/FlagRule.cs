using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>A definition, ready to be asked without looking at the configuration. Immutable; never throws.</summary>
internal sealed class FlagRule
{
    private readonly FlagCondition[] _conditions;
    private readonly bool _needsAll;
    private readonly VariantChoice? _variants;
    private readonly bool _canBeOverruled;
    private readonly FlagReason _otherwise;

    /// <param name="definition">The definition.</param>
    /// <param name="conditions">Its filters; empty for a flag that is off.</param>
    /// <param name="variants">Its variants, if it has any.</param>
    /// <param name="canBeOverruled">Whether a variant may say whether the flag is on.</param>
    public FlagRule(FeatureDefinition definition, FlagCondition[] conditions, VariantChoice? variants, bool canBeOverruled)
    {
        _needsAll = definition.RequirementType == RequirementType.All;
        (_conditions, _variants, _canBeOverruled) = (Simplify(conditions), variants, canBeOverruled);
        _otherwise = conditions.Length > 0 ? FlagReason.Default : definition.Status == FeatureStatus.Disabled ? FlagReason.Disabled : FlagReason.Static;
        NeedsUser = Array.Exists(_conditions, condition => condition.NeedsUser) || variants is { NeedsUser: true };
    }

    public bool NeedsUser { get; }

    public VariantChoice? Variants => _variants;

    /// <summary>Gets a value indicating whether every question has the same answer.</summary>
    public bool IsFixed => _variants is null && Array.TrueForAll(_conditions, condition => condition is FixedCondition);

    /// <summary>Answers.</summary>
    /// <returns>Whether the flag is on, and the index of the variant; 0 is none.</returns>
    public (bool IsEnabled, int Variant) Decide(in FlagAsk ask, out FlagReason reason)
    {
        var isEnabled = Hold(ask, out reason);
        if (_variants is null)
            return (isEnabled, 0);

        var variant = _variants.Choose(isEnabled, ask.VariantUser, ask.Buckets, ref reason);
        if (_canBeOverruled && _variants.Variants[variant] is { StatusOverride: not StatusOverride.None and var status })
            isEnabled = status == StatusOverride.Enabled;

        return (isEnabled, variant);
    }

    private bool Hold(in FlagAsk ask, out FlagReason reason)
    {
        var strongest = FlagReason.Static;
        foreach (var condition in _conditions)
        {
            var holds = condition.Holds(ask, out var why);
            if (why == FlagReason.Error)
            {
                reason = why;
                return false;
            }

            if (holds != _needsAll)
            {
                reason = holds ? why : _otherwise;
                return holds;
            }

            if (why > strongest)
                strongest = why;
        }

        var isEnabled = _needsAll && _conditions.Length > 0;
        reason = isEnabled ? strongest : _otherwise;
        return isEnabled;
    }

    // One condition that is always met decides alone, or says nothing when all are needed.
    private FlagCondition[] Simplify(FlagCondition[] conditions)
    {
        if (Array.Exists(conditions, condition => condition is BrokenCondition))
            return conditions;
        if (!_needsAll)
            return Array.Find(conditions, condition => condition is FixedCondition { IsOn: true }) is { } met ? [met] : conditions;

        var open = Array.FindAll(conditions, condition => condition is not FixedCondition { IsOn: true });
        return open.Length > 0 ? open : conditions;
    }
}
