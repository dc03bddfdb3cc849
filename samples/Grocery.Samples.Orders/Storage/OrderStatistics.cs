namespace Grocery.Samples.Orders.Storage;

internal sealed record OrderStatistics(long Orders, long Units, decimal Revenue, IReadOnlyList<TopProduct> TopProducts)
{
    public const int TopCount = 5;

    public decimal AverageBasket => Orders == 0 ? 0.00m : decimal.Round(Revenue / Orders, 2);

    public string Currency { get; } = "EUR";
}

internal sealed record TopProduct(string ProductId, string Name, long Units);
