using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Boot;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 6000,
        EventName = "BootReport",
        Message = "{Service} {Version} started in {Environment} as {Instance} on Grocery.Platform {PlatformVersion}; "
            + "on: {FeaturesOn}; off: {FeaturesOff}; unknown keys: {UnknownKeys}")]
    public static partial void Started(
        this ILogger logger,
        LogLevel level,
        string service,
        string version,
        string environment,
        string instance,
        string platformVersion,
        string[] featuresOn,
        string[] featuresOff,
        string[] unknownKeys);
}
