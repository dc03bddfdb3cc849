using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>One version of a secret with its value, as AWS sends it. Has no text of its own, so that no message shows the value by accident.</summary>
internal sealed class SecretVersion
{
    [JsonPropertyName("ARN")]
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string VersionId { get; init; }

    /// <summary>Gets the value; <see langword="null"/> of a binary one.</summary>
    public string? SecretString { get; init; }

    /// <summary>Gets the binary value, in base64; <see langword="null"/> of a text.</summary>
    public string? SecretBinary { get; init; }

    /// <summary>Says whether an id, by which a secret can be asked for, means this one.</summary>
    public bool IsCalled(string id) => id == Name || id == Arn || IsArnWithoutSuffix(id);

    // AWS ends every ARN of a secret with a hyphen and six characters of its own, and can do without them.
    private bool IsArnWithoutSuffix(string id) =>
        id.StartsWith("arn:", StringComparison.Ordinal) && Arn.Length == id.Length + "-abcdef".Length && Arn.StartsWith(id + "-", StringComparison.Ordinal);
}
