namespace Grocery.Platform.Cli.Settings;

/// <summary>A configured value, and where it stands.</summary>
internal sealed record Setting(string Key, string Value, Place Place);
