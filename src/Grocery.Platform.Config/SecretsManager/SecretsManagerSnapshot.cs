using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>The values, with the secrets that they came from.</summary>
/// <param name="values">The values by configuration key.</param>
/// <param name="secrets">The secrets by the configuration key that each gives.</param>
internal sealed class SecretsManagerSnapshot(SourceValues values, IReadOnlyDictionary<string, SecretVersion> secrets) : SourceSnapshot(values.Values)
{
    public IReadOnlyDictionary<string, SecretVersion> Secrets => secrets;

    /// <summary>Says whether the same keys come from the same versions.</summary>
    public bool HasSame(IReadOnlyDictionary<string, SecretVersion> others) =>
        secrets.Count == others.Count
        && others.All(pair => secrets.TryGetValue(pair.Key, out var mine) && mine.VersionId == pair.Value.VersionId && mine.Arn == pair.Value.Arn);
}
