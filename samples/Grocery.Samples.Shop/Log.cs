using Microsoft.Extensions.Logging;

namespace Grocery.Samples.Shop;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The database is ready; {Applied} migrations were applied now")]
    public static partial void SchemaReady(ILogger logger, int applied);

    [LoggerMessage(2, LogLevel.Warning, "The database is not ready, trying again: {Reason}")]
    public static partial void DatabaseNotReady(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The database did not answer; the request gets a 503: {Reason}")]
    public static partial void DatabaseOutage(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Warning, "A dependency failed with {Kind}; the request gets a 503: {Reason}")]
    public static partial void DependencyOutage(ILogger logger, string kind, string reason);
}
