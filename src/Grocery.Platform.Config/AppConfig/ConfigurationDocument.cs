namespace Grocery.Platform.Config.AppConfig;

/// <summary>What is deployed for a profile. Immutable; as long as nothing else is deployed, the same instance.</summary>
/// <param name="content">The document.</param>
/// <param name="contentType">Its type, as it was deployed.</param>
/// <param name="version">The label or number of its version; empty when it has none.</param>
internal sealed class ConfigurationDocument(ReadOnlyMemory<byte> content, string? contentType, string version)
{
    public ReadOnlyMemory<byte> Content => content;

    public string? ContentType => contentType;

    public string Version => version;

    public bool IsSameAs(ConfigurationDocument other) =>
        content.Span.SequenceEqual(other.Content.Span) && contentType == other.ContentType && version == other.Version;
}
