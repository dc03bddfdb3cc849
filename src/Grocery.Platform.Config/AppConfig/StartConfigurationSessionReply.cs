namespace Grocery.Platform.Config.AppConfig;

/// <summary>A new session.</summary>
internal sealed record StartConfigurationSessionReply(string InitialConfigurationToken);
