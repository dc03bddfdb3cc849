namespace Grocery.Samples.Orders.Checkouts;

/// <summary>What became of a checkout: exactly one of the nested cases.</summary>
internal abstract record CheckoutOutcome
{
    private CheckoutOutcome()
    {
    }

    /// <summary>The order is placed, now or by an earlier request with the same idempotency key.</summary>
    public sealed record Placed(Order Order) : CheckoutOutcome;

    /// <summary>The idempotency key belongs to a request with another body.</summary>
    public sealed record KeyReused : CheckoutOutcome;

    /// <summary>An earlier request with the same idempotency key has not ended.</summary>
    public sealed record UnderWay : CheckoutOutcome;

    public sealed record CartEmpty : CheckoutOutcome;

    /// <summary>The cart does not know all prices now.</summary>
    public sealed record PricesUnknown : CheckoutOutcome;

    public sealed record PriceChanged(decimal Total) : CheckoutOutcome;

    public sealed record NotEnoughStock(IReadOnlyList<Shortage> Items) : CheckoutOutcome;

    /// <summary>It took so long that it was given up by others; nothing was placed.</summary>
    public sealed record GivenUp : CheckoutOutcome;
}
