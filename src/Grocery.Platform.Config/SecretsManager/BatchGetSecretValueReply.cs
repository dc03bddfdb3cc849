namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Secrets, and those that could not be read; it may be empty and still have a token for the next one.</summary>
internal sealed record BatchGetSecretValueReply(IReadOnlyList<SecretVersion>? SecretValues, IReadOnlyList<SecretError>? Errors, string? NextToken);
