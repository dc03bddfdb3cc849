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

    [LoggerMessage(
        5011,
        LogLevel.Warning,
        "The stop may take {Budget}, and {FlushRoom} to flush telemetry, but the orchestrator kills the process after {StopTimeout}. Lower "
            + "Platform:Health:Drain:Budget, or raise stopTimeout (ECS) or terminationGracePeriodSeconds (Kubernetes) and tell "
            + "Platform:Health:Drain:StopTimeout")]
    public static partial void StopBudgetTooLong(ILogger logger, TimeSpan budget, TimeSpan flushRoom, TimeSpan stopTimeout);

    [LoggerMessage(5012, LogLevel.Information, "Another signal hastens the stop; it is in phase {Phase}")]
    public static partial void StopHastened(ILogger logger, string phase);

    [LoggerMessage(5013, LogLevel.Warning, "Drain task {Task} failed")]
    public static partial void DrainTaskFailed(ILogger logger, string task, Exception exception);

    [LoggerMessage(5014, LogLevel.Warning, "Drain task {Task} was not done in its time, and is left to itself")]
    public static partial void DrainTaskAbandoned(ILogger logger, string task);

    [LoggerMessage(
        EventId = 5015,
        EventName = nameof(Stopped),
        Message = "Stopped in {Duration}: serving {Serving}, drain tasks {Tasks}, requests and services {Requests}; {CutOff} request(s) cut off")]
    public static partial void Stopped(
        ILogger logger, LogLevel level, TimeSpan duration, TimeSpan serving, TimeSpan tasks, TimeSpan requests, int cutOff);

    [LoggerMessage(
        5020,
        LogLevel.Error,
        "The thread pool is starved: a work item has not started for {Delay}; {Threads} threads, {Pending} work items wait")]
    public static partial void ThreadPoolStarved(ILogger logger, TimeSpan delay, int threads, long pending);

    [LoggerMessage(5021, LogLevel.Information, "The thread pool starts work items again")]
    public static partial void ThreadPoolRecovered(ILogger logger);

    [LoggerMessage(5030, LogLevel.Information, "Warm-up {Task} done in {Duration}")]
    public static partial void WarmedUp(ILogger logger, string task, TimeSpan duration);

    [LoggerMessage(5031, LogLevel.Error, "Warm-up {Task} {Failure} after {Duration}")]
    public static partial void WarmupFailed(ILogger logger, string task, string failure, TimeSpan duration, Exception? exception);
}
