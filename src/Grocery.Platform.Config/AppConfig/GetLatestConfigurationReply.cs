namespace Grocery.Platform.Config.AppConfig;

/// <summary>The answer to a poll.</summary>
/// <param name="NextToken">The token of the next poll, for one use.</param>
/// <param name="Interval">The time to wait until then.</param>
/// <param name="Document">The document; <see langword="null"/> when the session has it already.</param>
internal sealed record GetLatestConfigurationReply(string NextToken, TimeSpan Interval, ConfigurationDocument? Document);
