namespace Grocery.Samples.Storefront;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The {Service} service failed with {Kind}; the page gets a 503: {Reason}")]
    public static partial void ServiceFailed(ILogger logger, string service, string kind, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The answer of the {Service} service broke off with {Kind}: {Reason}")]
    public static partial void AnswerBrokeOff(ILogger logger, string service, string kind, string reason);

    [LoggerMessage(3, LogLevel.Warning, "A {Method} from the foreign site {Site} was refused")]
    public static partial void ForeignRefused(ILogger logger, string method, string site);
}
