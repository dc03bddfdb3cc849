namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Why a secret of a batch could not be read.</summary>
internal sealed record SecretError(string SecretId, string ErrorCode, string? Message);
