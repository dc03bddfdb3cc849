using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability;

/// <summary>What this package logs. A value that does not stand in the message is named as its parameter, and so begins in upper case.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2000, Message = "{Method} {Path} answered {StatusCode} in {DurationMs} ms")]
    public static partial void RequestCompleted(
        ILogger logger,
        LogLevel level,
        string method,
        string? path,
        object statusCode,
        double durationMs,
        string? Route,
        object? RequestSize,
        object? ResponseSize,
        string? UserId);

    [LoggerMessage(2001, LogLevel.Error, "{Method} {Path} failed with {StatusCode} ({ErrorType}) in {DurationMs} ms")]
    public static partial void RequestFailed(
        ILogger logger,
        string method,
        string? path,
        object statusCode,
        string errorType,
        double durationMs,
        string? Route,
        object? RequestSize,
        object? ResponseSize,
        string? UserId);

    [LoggerMessage(2010, LogLevel.Warning, "{Count} log lines were dropped; grocery.logs.dropped counts them by reason. "
        + "When the reason is queue_full, log less or read standard output faster")]
    public static partial void LinesDropped(ILogger logger, long count);

    [LoggerMessage(2011, LogLevel.Critical, "The process ends by an exception that nobody caught")]
    public static partial void ProcessCrashed(ILogger logger, Exception? exception);

    [LoggerMessage(EventId = 2012, Message = "{Template} was logged {Count} more times, which were left out")]
    public static partial void FloodSummarized(ILogger logger, LogLevel level, string template, int count);

    [LoggerMessage(2020, LogLevel.Information, "Level of {Category} changed from {From} to {To} for {Ttl} by {By} at {Address}")]
    public static partial void LevelChanged(
        ILogger logger, string category, LogLevel from, LogLevel to, TimeSpan ttl, string? by, string address);

    [LoggerMessage(2021, LogLevel.Information, "Level of {Category} set back from {From} to {To} by {By} at {Address}")]
    public static partial void LevelOverrideEnded(ILogger logger, string category, LogLevel from, LogLevel to, string? by, string address);

    [LoggerMessage(2022, LogLevel.Information, "Level of {Category} fell back from {From} to {To} in time")]
    public static partial void LevelFellBack(ILogger logger, string category, LogLevel from, LogLevel to);

    [LoggerMessage(2030, LogLevel.Warning, "{Detector} found nothing: {Reason}; spans and metrics lack its resource attributes until the next start")]
    public static partial void ResourceIncomplete(ILogger logger, string detector, string reason);

    [LoggerMessage(
        2100,
        LogLevel.Warning,
        "{Instruments}: more than {Limit} series; measurements of further ones are folded into one series with otel.metric.overflow=true")]
    public static partial void MetricOverflow(ILogger logger, string instruments, int limit);

    [LoggerMessage(2101, LogLevel.Warning, "{Variable} is \"{Value}\", which is not supported here; supported: {Supported}. What is not supported has no effect")]
    public static partial void VariableUnsupported(ILogger logger, string variable, string value, string supported);

    [LoggerMessage(2200, LogLevel.Warning, "{Signal}: exports to {Endpoint} have failed for {Duration} ({Reason}). {Fix}")]
    public static partial void ExportFails(ILogger logger, string signal, string endpoint, TimeSpan duration, string reason, string fix);

    [LoggerMessage(2201, LogLevel.Information, "{Signal}: exports to {Endpoint} work again after {Duration}")]
    public static partial void ExportWorksAgain(ILogger logger, string signal, string endpoint, TimeSpan duration);

    [LoggerMessage(2202, LogLevel.Warning, "{Count} items of {Signal} are lost: the service stopped before {Endpoint} took them")]
    public static partial void ItemsAbandoned(ILogger logger, long count, string signal, string endpoint);

    [LoggerMessage(2002, LogLevel.Error, "What is to be told about a request could not be put together; the request itself is not affected")]
    public static partial void RequestUntold(ILogger logger, Exception exception);
}
