namespace Grocery.Samples.Products.Storage;

/// <summary>What became of an order to reserve: exactly one of the nested cases.</summary>
internal abstract record ReservationOutcome
{
    private ReservationOutcome()
    {
    }

    /// <summary>The stock is reserved, now or by an earlier order with the same idempotency key.</summary>
    public sealed record Reserved(Reservation Reservation) : ReservationOutcome;

    public sealed record UnknownProduct : ReservationOutcome;

    public sealed record NotEnough(int Available) : ReservationOutcome;

    /// <summary>The idempotency key belongs to an order of something else.</summary>
    public sealed record KeyReused : ReservationOutcome;
}
