using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config;

/// <summary>Every log message of the package.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "Started without parameters that are not required: {Failure}")]
    public static partial void ParameterStoreNotRead(ILogger logger, string failure);
}
