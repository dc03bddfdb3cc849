namespace Grocery.Samples.Products.Storage;

/// <param name="Remaining">The stock that was left when the reservation was made.</param>
internal sealed record Reservation(Guid ReservationId, string ProductId, int Quantity, int Remaining);
