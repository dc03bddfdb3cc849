namespace Grocery.Migration.Polly;

/// <summary>Asks the stock, reserves in it, and writes into a ledger that is busy now and then.</summary>
internal static class Checkout
{
    public static void MapCheckout(this IEndpointRouteBuilder app)
    {
        app.MapGet("/stock/{id:int}", (int id, IHttpClientFactory clients, CancellationToken token) => ForwardAsync(clients, new(HttpMethod.Get, $"stock/{id}"), token));
        app.MapPost("/stock/{id:int}", (int id, HttpRequest request, IHttpClientFactory clients, CancellationToken token) => ForwardAsync(clients, Reservation(id, request), token));
        app.MapPost("/ledger", async (int busy, LedgerWriter writer, CancellationToken token) => Results.Ok(new { attempts = await writer.WriteAsync(new Ledger(busy), token) }));
    }

    private static HttpRequestMessage Reservation(int id, HttpRequest from)
    {
        var reservation = new HttpRequestMessage(HttpMethod.Post, $"stock/{id}") { Content = new StringContent("1") };
        if (from.Headers.TryGetValue("Idempotency-Key", out var key))
            reservation.Headers.Add("Idempotency-Key", [.. key]);
        return reservation;
    }

    private static async Task<IResult> ForwardAsync(IHttpClientFactory clients, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var client = clients.CreateClient("stock");
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? Results.Ok(new { stock = await response.Content.ReadAsStringAsync(cancellationToken) })
                : Results.StatusCode(StatusCodes.Status502BadGateway);
        }
    }
}
