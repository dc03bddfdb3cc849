using Grocery.Platform.Config.Flags.Requests;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>What an evaluation looks at.</summary>
internal readonly ref struct FlagAsk
{
    /// <summary>Gets whom the filters see.</summary>
    public FlagUser User { get; init; }

    /// <summary>Gets whom a variant is for: another one when the caller gives a context that is no user.</summary>
    public FlagUser VariantUser { get; init; }

    /// <summary>Gets what must agree with the evaluations before.</summary>
    public FlagScope? Scope { get; init; }

    public TimeProvider Time { get; init; }

    public UserBuckets Buckets { get; init; }

    public DateTimeOffset Now => Scope?.GetNow() ?? Time.GetUtcNow();

    public ulong Trace => Scope?.GetTrace() ?? TracePlace.ReadSeed();
}
