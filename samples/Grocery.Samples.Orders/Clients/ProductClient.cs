using System.Net;
using System.Runtime.CompilerServices;
using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Orders.Clients;

/// <summary>Calls the reservations of the product service, in the name of this service.</summary>
internal sealed class ProductClient(HttpClient http)
{
    /// <summary>Reserves stock; an order with the same key gets the same reservation again, even one that was released.</summary>
    /// <exception cref="HttpRequestException">Product did not answer, or not so that it helps: the reservation may be made or not.</exception>
    public async Task<ReservationAnswer> ReserveAsync(string productId, int quantity, string key, CancellationToken cancellationToken)
    {
        var attempts = new StrongBox<int>();
        using var request = new HttpRequestMessage(HttpMethod.Post, PathOf(productId)) { Content = JsonContent.Create(new { quantity }) };
        request.Headers.Add("Idempotency-Key", key);
        request.Options.Set(AttemptCountHandler.Count, attempts);

        using var response = await http.SendAsync(request, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return new ReservationAnswer.Refused(0, attempts.Value == 1);
            case HttpStatusCode.Conflict:
                var conflict = await response.ReadAnswerAsync<Conflict>(cancellationToken);
                return new ReservationAnswer.Refused(conflict.Available, attempts.Value == 1);
        }

        response.EnsureSuccessStatusCode();
        var reservation = await response.ReadAnswerAsync<Reservation>(cancellationToken);
        return new ReservationAnswer.Reserved(reservation.ReservationId);
    }

    /// <summary>Gives the stock of a reservation back, once however often it is called.</summary>
    public async Task ReleaseAsync(string productId, Guid reservationId, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(new Uri($"{PathOf(productId)}/{reservationId}", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static string PathOf(string productId) => $"products/{Uri.EscapeDataString(productId)}/reservations";

    private sealed record Conflict(int Available);

    private sealed record Reservation(Guid ReservationId);
}
