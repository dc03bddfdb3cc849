using System.Collections.Frozen;
using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>The variants of a flag and who gets which: by user, then by group, then by share, else the default. Immutable.</summary>
internal sealed class VariantChoice
{
    private readonly VariantDefinition?[] _variants;
    private readonly Rule[] _byUser;
    private readonly Rule[] _byGroup;
    private readonly Share[] _byShare;
    private readonly BucketKey? _key;
    private readonly bool _hasAllocation;
    private readonly int _whenEnabled;
    private readonly int _whenDisabled;
    private readonly bool _ignoreCase;

    public VariantChoice(FeatureDefinition definition, bool ignoreCase)
    {
        _variants = [null, .. definition.Variants];
        (_byUser, _byGroup, _byShare) = ([], [], []);
        if (definition.Allocation is not { } allocation)
            return;

        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        (_hasAllocation, _ignoreCase) = (true, ignoreCase);
        _whenEnabled = IndexOf(allocation.DefaultWhenEnabled);
        _whenDisabled = IndexOf(allocation.DefaultWhenDisabled);
        _byUser = [.. allocation.User.Select(user => new Rule(Names(user.Users, comparer), IndexOfAllocated(user.Variant)))];
        _byGroup = [.. allocation.Group.Select(group => new Rule(Names(group.Groups, comparer), IndexOfAllocated(group.Variant)))];
        _byShare = [.. allocation.Percentile.Select(share => new Share(share.From, share.To, IndexOfAllocated(share.Variant)))];
        Problem = FindProblem(allocation.Seed);
        _key = new BucketKey(allocation.Seed ?? $"allocation\n{definition.Name}");
    }

    /// <summary>Gets the variants; the first is none.</summary>
    public IReadOnlyList<VariantDefinition?> Variants => _variants;

    /// <summary>Gets why the allocation cannot be used, if so: whom a rule that makes no sense is come to, gets the default.</summary>
    public string? Problem { get; }

    /// <summary>Gets a value indicating whether the user has a say.</summary>
    public bool NeedsUser => _byUser.Length + _byGroup.Length + _byShare.Length > 0;

    /// <summary>Chooses a variant, and says why when that is not for the state of the flag alone.</summary>
    public int Choose(bool isEnabled, in FlagUser user, UserBuckets buckets, ref FlagReason reason)
    {
        if (!_hasAllocation)
            return 0;
        if (!isEnabled)
            return _whenDisabled;

        return user.Exists && Allocate(user, buckets) is { } allocated ? allocated.In(ref reason) : _whenEnabled;
    }

    // A rule that names no variant ends the search.
    private Allocated? Allocate(in FlagUser user, UserBuckets buckets)
    {
        foreach (var rule in _byUser)
        {
            if (rule.Names is null || (user.Id is not null && rule.Names.Contains(user.Id)))
                return rule.Names is null ? null : Allocated.To(rule.Variant, FlagReason.TargetingMatch);
        }

        foreach (var rule in _byGroup)
        {
            if (rule.Names is null || UserNames.HaveAny(rule.Names, user.Groups, _ignoreCase))
                return rule.Names is null ? null : Allocated.To(rule.Variant, FlagReason.TargetingMatch);
        }

        if (_byShare.Length == 0)
            return null;

        var place = buckets.Of(user, _key!);
        foreach (var share in _byShare)
        {
            if (!share.MakesSense)
                return null;
            if (place >= share.From && (share.To >= 100 || place < share.To))
                return Allocated.To(share.Variant, FlagReason.Split);
        }

        return null;
    }

    private static FrozenSet<string>? Names(IEnumerable<string>? names, StringComparer comparer) =>
        names is null ? null : UserNames.Of(names, comparer);

    private string? FindProblem(string? seed)
    {
        if (_byUser.Concat(_byGroup).Any(rule => rule.Names is null))
            return "an allocation names no users or groups";
        if (Array.Exists(_byShare, share => !share.MakesSense))
            return "a percentile of the allocation is not from 0 to 100, or ends before it begins";

        return _byShare.Length > 0 && seed is "" ? "the seed of the allocation is empty" : null;
    }

    private int IndexOf(string? name) => name is null ? 0 : Math.Max(0, Array.FindIndex(_variants, variant => variant?.Name == name));

    private int IndexOfAllocated(string? name) => string.IsNullOrEmpty(name) ? -1 : IndexOf(name);

    private readonly record struct Allocated(int Variant, FlagReason Reason)
    {
        public static Allocated? To(int variant, FlagReason reason) => variant < 0 ? null : new Allocated(variant, reason);

        public int In(ref FlagReason reason)
        {
            reason = Reason;
            return Variant;
        }
    }

    private sealed record Rule(FrozenSet<string>? Names, int Variant);

    private sealed record Share(double From, double To, int Variant)
    {
        public bool MakesSense => From >= 0 && From <= To && To <= 100;
    }
}
