namespace Grocery.Platform.Config.Sources;

/// <summary>One configuration value and where it came from.</summary>
/// <param name="Text">The value.</param>
/// <param name="Name">The parameter, secret, document or file that it came from.</param>
/// <param name="Version">The version of that; empty when it has none.</param>
/// <param name="IsSecret">Whether it was stored as a secret.</param>
internal readonly record struct SourceValue(string? Text, string Name, string Version, bool IsSecret)
{
    // A record would show the value.
    public override string ToString() => Name;
}
