using Grocery.Platform.Config.Flags.Evaluation;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>A filter that cannot be used. Microsoft's evaluation throws when it comes to it; a flag that does is off.</summary>
internal sealed class BrokenCondition(string problem) : FlagCondition
{
    public string Problem => problem;

    public override bool NeedsUser => false;

    public override bool Holds(in FlagAsk ask, out FlagReason reason)
    {
        reason = FlagReason.Error;
        return false;
    }
}
