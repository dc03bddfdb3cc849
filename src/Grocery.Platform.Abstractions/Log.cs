using Microsoft.Extensions.Logging;

namespace Grocery.Platform;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    public const string Category = "Grocery.Platform.Abstractions";

    [LoggerMessage(1000, LogLevel.Error, "The changed configuration of {Section} is invalid, and the values before it stay: {Problems}")]
    public static partial void OptionsRejected(ILogger logger, string section, string problems);

    [LoggerMessage(1001, LogLevel.Error, "What follows the configuration of {Section} failed after a reload")]
    public static partial void OptionsReloadFailed(ILogger logger, string section, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "The configuration of {Section} is valid again, and its values hold")]
    public static partial void OptionsAccepted(ILogger logger, string section);
}
