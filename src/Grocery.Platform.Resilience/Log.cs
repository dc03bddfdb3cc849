using Grocery.Platform.Resilience.Faults;
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

    [LoggerMessage(3006, LogLevel.Warning, "Breaker of client {Client} for {Destination} set from {Before} to {After} for {Ttl} by {By} at {Address}")]
    public static partial void BreakerSet(
        ILogger logger, string client, string destination, string before, string after, TimeSpan ttl, string? by, string address);

    [LoggerMessage(3007, LogLevel.Warning, "Breaker of client {Client} for {Destination} no longer set to {Before}, by {By} at {Address}")]
    public static partial void BreakerFreed(ILogger logger, string client, string destination, string before, string? by, string address);

    [LoggerMessage(3100, LogLevel.Debug, "A request arrived after its deadline and was answered 504")]
    public static partial void DeadlineExpired(ILogger logger);

    [LoggerMessage(3101, LogLevel.Debug, "The deadline of a request passed while it ran ({Outcome})")]
    public static partial void DeadlineExceeded(ILogger logger, string outcome);

    [LoggerMessage(3102, LogLevel.Warning, "A callback that was registered with the token of a request failed at its deadline")]
    public static partial void CancellationFailed(ILogger logger, Exception exception);

    [LoggerMessage(3150, LogLevel.Warning, "Shedding began: {Limit} requests may be in flight and {InFlight} are ({Reason}). Others wait, "
        + "or are answered 503")]
    public static partial void SheddingBegan(ILogger logger, int limit, int inFlight, string reason);

    [LoggerMessage(3151, LogLevel.Information, "Shedding ended: {Count} requests were refused in {Duration}, and none for 10 s")]
    public static partial void SheddingEnded(ILogger logger, long count, TimeSpan duration);

    [LoggerMessage(3200, LogLevel.Warning, "Fault rule {Rule} set for {Ttl} by {By} at {Address}")]
    public static partial void FaultRuleSet(ILogger logger, FaultRule rule, TimeSpan ttl, string? by, string address);

    [LoggerMessage(3201, LogLevel.Warning, "Fault rule {Rule} ended after {Hits} hits by {By} at {Address}")]
    public static partial void FaultRuleEnded(ILogger logger, FaultRule rule, long hits, string? by, string address);

    [LoggerMessage(3202, LogLevel.Warning, "Fault rule {Rule} ended after {Hits} hits: its time is over, or the configuration changed")]
    public static partial void FaultRuleExpired(ILogger logger, FaultRule rule, long hits);

    [LoggerMessage(3203, LogLevel.Warning, "The configuration has {Count} fault rules now: {Rules}")]
    public static partial void FaultRulesConfigured(ILogger logger, int count, FaultRule[] rules);

    [LoggerMessage(3204, LogLevel.Warning, "Faults are injected on purpose in {Environment}: {Rules}")]
    public static partial void FaultsInProduction(ILogger logger, string environment, FaultRule[] rules);
}
