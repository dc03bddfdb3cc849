namespace Grocery.Samples.Orders;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} was placed: {Items} products, {Total} EUR")]
    public static partial void OrderPlaced(ILogger logger, Guid orderId, int items, decimal total);

    [LoggerMessage(2, LogLevel.Warning, "What checkout {OrderId} reserved could not be released now; it will be: {Reason}")]
    public static partial void ReleaseDelayed(ILogger logger, Guid orderId, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The cart could not be told of order {OrderId} now; it will be: {Reason}")]
    public static partial void CartNotTold(ILogger logger, Guid orderId, string reason);

    [LoggerMessage(4, LogLevel.Information, "Checkout {OrderId} was left behind; what it reserved is being released")]
    public static partial void LeftBehind(ILogger logger, Guid orderId);

    [LoggerMessage(5, LogLevel.Warning, "Checkouts that were left behind could not be looked for now: {Reason}")]
    public static partial void RepairFailed(ILogger logger, string reason);
}
