namespace Grocery.Platform.Config.SecretsManager;

/// <summary>A secret without its value.</summary>
/// <param name="VersionIdsToStages">The stages of each version.</param>
/// <param name="DeletedDate">When its deletion was scheduled, if it was.</param>
internal sealed record DescribeSecretReply(IReadOnlyDictionary<string, IReadOnlyList<string>>? VersionIdsToStages, double? DeletedDate);
