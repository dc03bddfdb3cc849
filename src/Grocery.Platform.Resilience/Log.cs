using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience;

internal static partial class Log
{
    public const string Category = "Grocery.Platform.Resilience";

    [LoggerMessage(3001, LogLevel.Warning, "Breaker of client {Client} opened for {Destination}: calls fail fast for {BreakDuration} "
        + "({Reason})")]
    public static partial void BreakerOpened(ILogger logger, string client, string destination, TimeSpan breakDuration, string reason);

    [LoggerMessage(3002, LogLevel.Information, "Breaker of client {Client} closed for {Destination}: calls go through again")]
    public static partial void BreakerClosed(ILogger logger, string client, string destination);

    [LoggerMessage(3003, LogLevel.Debug, "Retry {Retry} of client {Client} to {Destination} in {Delay} (failure: {Failure})")]
    public static partial void Retrying(ILogger logger, int retry, string client, string destination, TimeSpan delay, string failure);

    [LoggerMessage(3004, LogLevel.Warning, "Client {Client} has a resilience handler of its own, {Handler}: the platform's stands aside, "
        + "so that attempts do not multiply. Remove that handler, or set {Key} to false to keep it without this warning")]
    public static partial void OtherHandler(ILogger logger, string client, string handler, string key);

    [LoggerMessage(3005, LogLevel.Warning, "HttpClient.Timeout of client {Client} is {Timeout} and cuts its deadline of {Deadline} short. "
        + "Set {Key} instead")]
    public static partial void TimeoutCutsDeadline(ILogger logger, string client, TimeSpan timeout, TimeSpan deadline, string key);

    [LoggerMessage(3006, LogLevel.Warning, "Breaker of client {Client} is {State} for {Destination}, by an operator, for {Duration}")]
    public static partial void BreakerHeld(ILogger logger, string client, string destination, string state, TimeSpan duration);

    [LoggerMessage(3007, LogLevel.Warning, "Breaker of {Client} for {Destination} set from {Before} to {After} by {By} from {Address}")]
    public static partial void BreakerSet(ILogger logger, string client, string destination, string before, string after, string? by, string address);
}
