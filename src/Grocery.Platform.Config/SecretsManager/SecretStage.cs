namespace Grocery.Platform.Config.SecretsManager;

/// <summary>The labels by which AWS tells the versions of a secret apart while it rotates.</summary>
internal static class SecretStage
{
    public const string Current = "AWSCURRENT";

    /// <summary>The version that a rotation is about to make the current one. It may not have a value yet.</summary>
    public const string Pending = "AWSPENDING";

    /// <summary>The version that was the current one before.</summary>
    public const string Previous = "AWSPREVIOUS";

    /// <summary>Finds the version that has a stage.</summary>
    public static string? Find(IReadOnlyDictionary<string, IReadOnlyList<string>>? stages, string stage) =>
        stages?.FirstOrDefault(version => version.Value.Contains(stage)).Key;
}
