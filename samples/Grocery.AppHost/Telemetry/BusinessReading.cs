namespace Grocery.AppHost.Telemetry;

/// <summary>What the shop has sold since it opened.</summary>
/// <param name="Revenue">The sum of all baskets that became orders.</param>
internal sealed record BusinessReading(double Orders, double Revenue, double AverageBasket, double StockOuts);
