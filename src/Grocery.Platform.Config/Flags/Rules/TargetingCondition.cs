using System.Collections.Frozen;
using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary><c>Microsoft.Targeting</c>: exclusion, then users, then groups by their share, then everybody by the default share.</summary>
internal sealed class TargetingCondition : FlagCondition
{
    private readonly FrozenSet<string> _excludedUsers;
    private readonly FrozenSet<string> _excludedGroups;
    private readonly FrozenSet<string> _users;
    private readonly FrozenDictionary<string, GroupShare> _groups;
    private readonly double _defaultShare;
    private readonly BucketKey _defaultKey;
    private readonly string _flag;
    private readonly bool _ignoreCase;

    public TargetingCondition(string flag, Audience audience, bool ignoreCase)
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _excludedUsers = UserNames.Of(audience.Exclusion?.Users, comparer);
        _excludedGroups = UserNames.Of(audience.Exclusion?.Groups, comparer);
        _users = UserNames.Of(audience.Users, comparer);
        _groups = (audience.Groups ?? [])
            .DistinctBy(group => group.Name, comparer)
            .ToFrozenDictionary(
                group => group.Name,
                group => new GroupShare(group.RolloutPercentage, UserNames.Lower(group.Name, ignoreCase), new BucketKey(flag, UserNames.Lower(group.Name, ignoreCase))),
                comparer);
        (_defaultShare, _defaultKey, _flag, _ignoreCase) = (audience.DefaultRolloutPercentage, new BucketKey(flag), flag, ignoreCase);
    }

    public override bool Holds(in FlagAsk ask, out FlagReason reason)
    {
        reason = FlagReason.TargetingMatch;
        var user = ask.User;
        if (!user.Exists || (user.Id is not null && _excludedUsers.Contains(user.Id)) || UserNames.HaveAny(_excludedGroups, user.Groups))
            return false;
        if (user.Id is not null && _users.Contains(user.Id))
            return true;

        reason = FlagReason.Split;
        return IsInGroup(user, ask.Buckets) || IsIn(_defaultShare, user, _defaultKey, ask.Buckets);
    }

    private bool IsInGroup(in FlagUser user, UserBuckets buckets)
    {
        if (_groups.Count == 0 || user.Groups is not { } groups)
            return false;

        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i] is not { } name)
                continue;

            var lower = UserNames.Lower(name, _ignoreCase);
            if (_groups.TryGetValue(lower, out var group) && IsIn(group.Share, user, KeyOf(group, lower), buckets))
                return true;
        }

        return false;
    }

    private static bool IsIn(double share, in FlagUser user, BucketKey key, UserBuckets buckets) =>
        share > 0 && (share >= 100 || buckets.Of(user, key) < share);

    // Letters may be equal without case and differ in lower case, such as both of the Greek sigmas.
    private BucketKey KeyOf(GroupShare group, string name) => group.LowerName == name ? group.Key : new BucketKey(_flag, name);

    private sealed record GroupShare(double Share, string LowerName, BucketKey Key);
}
