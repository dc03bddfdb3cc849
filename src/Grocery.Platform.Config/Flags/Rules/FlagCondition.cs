using Grocery.Platform.Config.Flags.Evaluation;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>A filter of a definition, ready to be asked. Immutable; never throws.</summary>
internal abstract class FlagCondition
{
    /// <summary>Gets a value indicating whether it must be known who is asked about.</summary>
    public virtual bool NeedsUser => true;

    /// <summary>Says whether it holds, and why if it does.</summary>
    public abstract bool Holds(in FlagAsk ask, out FlagReason reason);
}
