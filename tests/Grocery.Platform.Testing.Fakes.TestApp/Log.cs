namespace Grocery.Platform.Testing.Fakes.TestApp;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, EventName = "OrderPlaced", Level = LogLevel.Information, Message = "order {OrderId} placed")]
    public static partial void OrderPlaced(this ILogger logger, int orderId);

    [LoggerMessage(EventId = 2, EventName = "OrderRefused", Level = LogLevel.Warning, Message = "order {OrderId} refused")]
    public static partial void OrderRefused(this ILogger logger, int orderId, Exception exception);
}
