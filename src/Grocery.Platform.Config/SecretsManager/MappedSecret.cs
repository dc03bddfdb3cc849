namespace Grocery.Platform.Config.SecretsManager;

/// <summary>A secret and the configuration key that it gives.</summary>
/// <param name="Key">The configuration key.</param>
/// <param name="Id">The name or ARN by which it is asked for.</param>
/// <param name="CurrentVersion">The version that is the current one; <see langword="null"/> when that was not asked.</param>
internal readonly record struct MappedSecret(string Key, string Id, string? CurrentVersion);
