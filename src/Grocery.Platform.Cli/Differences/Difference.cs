namespace Grocery.Platform.Cli.Differences;

/// <summary>A key that is not the same in two environments.</summary>
/// <param name="Key">The key.</param>
/// <param name="IsSecret">Whether its values are not to be shown.</param>
/// <param name="First">What it is in the first environment; <see langword="null"/> when it is not set there.</param>
/// <param name="Second">What it is in the second one.</param>
internal sealed record Difference(string Key, bool IsSecret, DifferentValue? First, DifferentValue? Second)
{
    public static IEnumerable<Difference> Between(EnvironmentSettings first, EnvironmentSettings second) =>
        from key in first.Keys.Concat(second.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
        where first.ValueOf(key) != second.ValueOf(key)
        let isSecret = first.IsSecret(key) || second.IsSecret(key)
        select new Difference(key, isSecret, Show(first, key, isSecret), Show(second, key, isSecret));

    private static DifferentValue? Show(EnvironmentSettings settings, string key, bool isSecret) =>
        settings.ValueOf(key) is { } value ? new DifferentValue(isSecret ? null : value, settings.OriginOf(key)) : null;
}
