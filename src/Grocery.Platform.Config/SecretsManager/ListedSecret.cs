using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>A secret of a list, without its value.</summary>
internal sealed record ListedSecret(
    [property: JsonPropertyName("ARN")] string Arn,
    string Name,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? SecretVersionsToStages,
    double? DeletedDate);
