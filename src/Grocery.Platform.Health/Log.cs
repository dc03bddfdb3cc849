using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health;

/// <summary>What this package logs: transitions, never single runs.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "Check {Check} is down after {Failures} failure(s) in a row: {Description}")]
    public static partial void CheckDown(ILogger logger, string check, int failures, string? description);

    [LoggerMessage(5002, LogLevel.Information, "Check {Check} is up again")]
    public static partial void CheckUp(ILogger logger, string check);

    [LoggerMessage(5010, LogLevel.Information, "Draining: not ready any more, serving for {Window} before the server stops")]
    public static partial void Draining(ILogger logger, TimeSpan window);
}
