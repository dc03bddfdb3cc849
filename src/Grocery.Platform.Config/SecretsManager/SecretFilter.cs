namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Leaves out of a list what does not fit.</summary>
internal sealed record SecretFilter(string Key, IReadOnlyList<string> Values);
