namespace Grocery.Samples.Orders.Clients;

/// <summary>What product answered to an order to reserve: exactly one of the nested cases.</summary>
internal abstract record ReservationAnswer
{
    private ReservationAnswer()
    {
    }

    public sealed record Reserved(Guid ReservationId) : ReservationAnswer;

    /// <param name="Available">What is in stock; 0 for a product that is gone.</param>
    /// <param name="IsFinal">Nothing was sent but the request that was refused, so nothing can be granted yet.</param>
    public sealed record Refused(int Available, bool IsFinal) : ReservationAnswer;
}
