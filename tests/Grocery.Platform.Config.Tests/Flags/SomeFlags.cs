using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Grocery.Platform.Config.Tests.Flags;

/// <summary>Any definitions of both schemas, as keys of the configuration.</summary>
internal static class SomeFlags
{
    public static readonly string?[] UserIds = ["ann", "Ann", "bob", "Zoë", "Σίσυφος", "u-1", "u-2", "u-3", "u-4", "", null];
    public static readonly string[] GroupNames = ["ring-1", "Ring-1", "ring-2", "ΑΣ", "ας", "staff"];

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<bool> Coin = Gen.Elements(true, false);
    private static readonly Gen<double> Share = Gen.Elements(0, 0.5, 10, 33.3, 50, 66, 99.9, 100);

    private static readonly Gen<string[]> Users = Gen.SubListOf(UserIds.OfType<string>().Where(id => id.Length > 0).ToArray()).Select(users => users.Take(3).ToArray());
    private static readonly Gen<string[]> Groups = Gen.SubListOf(GroupNames).Select(groups => groups.Take(2).ToArray());

    private static readonly Gen<FlagFilter> AlwaysOn = Gen.Elements("AlwaysOn", "On", "alwayson").Select(name => new FlagFilter(name, []));

    private static readonly Gen<FlagFilter> Percentage =
        from name in Gen.Elements("Microsoft.Percentage", "Percentage", "microsoft.percentage")
        from value in Gen.Elements(-5, 0, 1, 25, 50, 75, 99, 100, 130)
        from isSet in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new FlagFilter(name, isSet ? [("Value", Text(value))] : []) { Percentage = isSet ? value : -1 };

    private static readonly Gen<FlagFilter> Targeting =
        from name in Gen.Elements("Microsoft.Targeting", "Targeting")
        from users in Users
        from groups in Groups
        from shares in Gen.ArrayOf(Share, 2)
        from share in Share
        from excludedUsers in Users
        from excludedGroups in Groups
        from excludes in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        select new FlagFilter(name,
        [
            ("Audience:DefaultRolloutPercentage", Text(share)),
            .. users.Select((user, i) => ($"Audience:Users:{i}", user)),
            .. groups.SelectMany((ring, i) => new[] { ($"Audience:Groups:{i}:Name", ring), ($"Audience:Groups:{i}:RolloutPercentage", Text(shares[i])) }),
            .. excludedUsers.Where(_ => excludes).Select((user, i) => ($"Audience:Exclusion:Users:{i}", user)),
            .. excludedGroups.Where(_ => excludes).Select((ring, i) => ($"Audience:Exclusion:Groups:{i}", ring)),
        ]);

    private static readonly Gen<FlagFilter> Window =
        from name in Gen.Elements("Microsoft.TimeWindow", "TimeWindow")
        from start in Gen.Choose(-48, 48)
        from length in Gen.Choose(1, 30)
        from has in Gen.Elements((true, true), (true, false), (false, true), (false, false))
        select new FlagFilter(name,
        [
            .. Only(has.Item1, ("Start", Text(Start.AddHours(start)))),
            .. Only(has.Item2, ("End", Text(Start.AddHours(start + length)))),
        ]);

    private static readonly Gen<FlagFilter> RecurringWindow =
        from name in Gen.Elements("Microsoft.TimeWindow", "TimeWindow")
        from start in Gen.Choose(0, 30)
        from length in Gen.Choose(1, 30)
        from isWeekly in Coin
        from interval in Gen.Choose(1, 3)
        from days in Gen.SubListOf(Enum.GetValues<DayOfWeek>())
        from range in Gen.Elements("NoEnd", "EndDate", "Numbered")
        from last in Gen.Choose(1, 10)
        select new FlagFilter(name,
        [
            ("Start", Text(Start.AddDays(-start))),
            ("End", Text(Start.AddDays(-start).AddHours(length))),
            ("Recurrence:Pattern:Type", isWeekly ? "Weekly" : "Daily"),
            ("Recurrence:Pattern:Interval", Text(interval)),
            .. days.Append(Start.AddDays(-start).DayOfWeek).Distinct().Where(_ => isWeekly).Select((day, i) => ($"Recurrence:Pattern:DaysOfWeek:{i}", $"{day}")),
            ("Recurrence:Range:Type", range),
            .. Only(range == "EndDate", ("Recurrence:Range:EndDate", Text(Start.AddDays(last - start)))),
            .. Only(range == "Numbered", ("Recurrence:Range:NumberOfOccurrences", Text(last))),
        ]);

    private static readonly Gen<FlagFilter> AnyFilter =
        Gen.Frequency((1, AlwaysOn), (3, Percentage), (5, Targeting), (2, Window), (2, RecurringWindow));

    private static readonly Gen<(string, string)[]> Allocation =
        from users in Gen.ArrayOf(Users, 2)
        from groups in Groups
        from cuts in Gen.ArrayOf(Gen.Choose(0, 100), 3)
        from variants in Gen.ArrayOf(Gen.Elements("red", "green", "Blue", "gone", ""), 6)
        from hasUsers in Coin
        from hasGroups in Coin
        from hasShares in Coin
        from seed in Gen.Elements(null, "guid-7")
        from defaults in Gen.Elements<(string?, string?)>(("red", "green"), ("Blue", null), (null, "red"), ("gone", "green"))
        from isOrdered in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        let edges = isOrdered ? cuts.Order().ToArray() : cuts
        select Join(
            Only(defaults.Item1 is not null, ("default_when_enabled", defaults.Item1!)),
            Only(defaults.Item2 is not null, ("default_when_disabled", defaults.Item2!)),
            Only(seed is not null, ("seed", seed!)),
            users.Where(_ => hasUsers).SelectMany((names, i) => List($"user:{i}:users", names).Append(($"user:{i}:variant", variants[i]))),
            List("group:0:groups", hasGroups ? groups : []),
            Only(hasGroups, ("group:0:variant", variants[2])),
            Enumerable.Range(0, hasShares ? 2 : 0).SelectMany(i => new[]
            {
                ($"percentile:{i}:variant", variants[3 + i]), ($"percentile:{i}:from", Text(edges[i])), ($"percentile:{i}:to", Text(edges[i + 1])),
            }));

    private static readonly Gen<(string, string)[]> Variants =
        from overrides in Gen.ArrayOf(Gen.Elements(null, "None", "Enabled", "Disabled"), 3)
        from isNested in Coin
        from hasAllocation in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        from allocation in Allocation
        select Join(
            new[] { "red", "green", "Blue" }.SelectMany((name, i) => Only(overrides[i] is not null, ($"variants:{i}:status_override", overrides[i]!)).Append(($"variants:{i}:name", name))),
            [("variants:0:configuration_value" + (isNested ? ":size" : ""), "12")],
            allocation.Where(_ => hasAllocation).Select(key => ($"allocation:{key.Item1}", key.Item2)));

    private static readonly Gen<SomeFlag> MicrosoftFlag =
        from enabled in Gen.Elements("true", "True", "false", null)
        from requires in Gen.Frequency((20, Gen.Elements("Any", "All", "all", null)), (1, Gen.Constant<string?>("some")))
        from filters in Gen.ListOf(AnyFilter).Select(list => list.Take(3).ToArray())
        from hasVariants in Coin
        from variants in Variants
        select new SomeFlag(IsMicrosoft: true, enabled, requires, filters, hasVariants ? variants : []);

    private static readonly Gen<SomeFlag> DotnetFlag =
        from enabled in Gen.Elements("true", "false", "", "nonsense", null, null, null, null)
        from requires in Gen.Elements("Any", "All", null)
        from filters in Gen.ListOf(AnyFilter).Select(list => list.Take(3).ToArray())
        select new SomeFlag(IsMicrosoft: false, enabled, requires, filters, []);

    public static readonly Gen<SomeFlag> Any = Gen.Frequency((3, MicrosoftFlag), (2, DotnetFlag));

    /// <summary>The keys of all flags, the first called <c>Flag0</c>.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="areTargeted">Whether a percentage is written as the same share of the users, which is how it sticks.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Keys(IReadOnlyList<SomeFlag> flags, bool areTargeted) => flags
        .SelectMany((flag, i) => flag.Keys(i, areTargeted))
        .Select(key => KeyValuePair.Create(key.Key, (string?)key.Value));

    private static IEnumerable<(string, string)> List(string key, IEnumerable<string> items) => items.Select((item, i) => ($"{key}:{i}", item));

    private static (string, string)[] Join(params IEnumerable<(string, string)>[] parts) => [.. parts.SelectMany(part => part)];

    private static (string, string)[] Only(bool isThere, (string, string) key) => isThere ? [key] : [];

    private static string Text(IFormattable value) => value.ToString(value is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture);
}

internal sealed record FlagFilter(string Name, (string Key, string Value)[] Parameters)
{
    public int? Percentage { get; init; }

    public bool HasPercentage => Percentage is > 0 and < 100;

    public FlagFilter Targeted() => HasPercentage
        ? new FlagFilter("Microsoft.Targeting", [("Audience:DefaultRolloutPercentage", Percentage!.Value.ToString(CultureInfo.InvariantCulture))])
        : this;
}

internal sealed record SomeFlag(bool IsMicrosoft, string? Enabled, string? Requires, FlagFilter[] Filters, (string Key, string Value)[] Variants)
{
    public IEnumerable<(string Key, string Value)> Keys(int index, bool areTargeted)
    {
        var filters = areTargeted ? [.. Filters.Select(filter => filter.Targeted())] : Filters;
        return IsMicrosoft ? MicrosoftKeys(index, filters) : DotnetKeys($"FeatureManagement:Flag{index}", filters);
    }

    private IEnumerable<(string Key, string Value)> MicrosoftKeys(int index, FlagFilter[] filters)
    {
        var root = $"feature_management:feature_flags:{index}";
        yield return ($"{root}:id", $"Flag{index}");
        if (Enabled is not null)
            yield return ($"{root}:enabled", Enabled);
        if (Requires is not null)
            yield return ($"{root}:conditions:requirement_type", Requires);

        foreach (var (key, value) in filters.SelectMany((filter, i) => Keys($"{root}:conditions:client_filters:{i}", "name", "parameters", filter)).Concat(
            Variants.Select(variant => ($"{root}:{variant.Key}", variant.Value))))
            yield return (key, value);
    }

    private IEnumerable<(string Key, string Value)> DotnetKeys(string root, FlagFilter[] filters)
    {
        if (Enabled is not null)
            yield return (root, Enabled);
        if (Requires is not null)
            yield return ($"{root}:RequirementType", Requires);

        foreach (var key in filters.SelectMany((filter, i) => Keys($"{root}:EnabledFor:{i}", "Name", "Parameters", filter)))
            yield return key;
    }

    private static IEnumerable<(string Key, string Value)> Keys(string root, string name, string parameters, FlagFilter filter) =>
        filter.Parameters.Select(parameter => ($"{root}:{parameters}:{parameter.Key}", parameter.Value)).Prepend(($"{root}:{name}", filter.Name));
}
