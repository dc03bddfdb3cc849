using Grocery.Platform.Config.Flags.Evaluation;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary><c>AlwaysOn</c>, or what an operator says.</summary>
internal sealed class FixedCondition(bool holds) : FlagCondition
{
    public bool IsOn => holds;

    public override bool NeedsUser => false;

    public override bool Holds(in FlagAsk ask, out FlagReason reason)
    {
        reason = FlagReason.Static;
        return holds;
    }
}
