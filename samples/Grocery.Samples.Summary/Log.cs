namespace Grocery.Samples.Summary;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The statistics could not be asked for; the last ones are given: {Reason}")]
    public static partial void StatisticsOutage(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The part {Part} of a summary is missing: {Reason}")]
    public static partial void PartMissing(ILogger logger, string part, string reason);
}
