using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience;

internal static partial class Log
{
    public const string Category = "Grocery.Platform.Resilience";

    [LoggerMessage(3001, LogLevel.Warning, "Breaker of client {Client} opened for {Destination}: calls fail fast for {BreakDuration} "
        + "(last failure: {Failure})")]
    public static partial void BreakerOpened(ILogger logger, string client, string destination, TimeSpan breakDuration, string failure);

    [LoggerMessage(3002, LogLevel.Information, "Breaker of client {Client} closed for {Destination}: calls go through again")]
    public static partial void BreakerClosed(ILogger logger, string client, string destination);

    [LoggerMessage(3003, LogLevel.Debug, "Retry {Retry} of client {Client} to {Destination} in {Delay} (failure: {Failure})")]
    public static partial void Retrying(ILogger logger, int retry, string client, string destination, TimeSpan delay, string failure);

    [LoggerMessage(3004, LogLevel.Warning, "Client {Client} has a second resilience handler, {Handler}: its attempts multiply with "
        + "the platform's. Remove it, or set {Key} to false")]
    public static partial void SecondHandler(ILogger logger, string client, string handler, string key);
}
