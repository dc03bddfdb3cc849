using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>The values, with the document that they came from.</summary>
internal sealed class AppConfigSnapshot(SourceValues values, ConfigurationDocument document) : SourceSnapshot(values.Values)
{
    public ConfigurationDocument Document => document;
}
