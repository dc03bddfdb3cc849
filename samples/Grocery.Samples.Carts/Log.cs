namespace Grocery.Samples.Carts;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The product service does not answer; the cart is shown without prices: {Reason}")]
    public static partial void PricesMissing(ILogger logger, string reason);
}
