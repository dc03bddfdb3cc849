namespace Grocery.Platform.Config.SecretsManager;

/// <summary>One page; it may be empty and still have a token for the next one.</summary>
internal sealed record ListSecretsReply(IReadOnlyList<ListedSecret>? SecretList, string? NextToken);
