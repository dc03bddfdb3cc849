using Grocery.Samples.Orders.Clients;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>Reserves the stock of a checkout at product, and gives it back.</summary>
internal sealed class Reservations(ProductClient product)
{
    private const int Concurrency = 4;

    /// <summary>Reserves every item. What product answered is in <paramref name="holds"/>, also when this throws.</summary>
    public Task TakeAsync(Checkout checkout, Holds holds, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        checkout.Items,
        new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
        async (item, token) => holds.Add(item.ProductId, await ReserveAsync(checkout, item, token)));

    /// <summary>Releases every reservation that was or may have been made.</summary>
    /// <returns>
    /// <see langword="false"/> when product refused to reserve what it may have been asked for before: a request that is still on its way
    /// could yet be granted.
    /// </returns>
    public async Task<bool> ReleaseAsync(Checkout checkout, Holds holds, CancellationToken cancellationToken)
    {
        var isProven = true;
        foreach (var item in checkout.Items)
        {
            var answer = holds.Find(item.ProductId);
            if (answer is ReservationAnswer.Refused { IsFinal: true })
                continue;

            // Product answers the same order with the same reservation, so asking once more tells its id. From then on the key is
            // used, and a request that comes late takes nothing.
            if (answer is not ReservationAnswer.Reserved)
                answer = await ReserveAsync(checkout, item, cancellationToken);

            if (answer is ReservationAnswer.Reserved { ReservationId: var id })
                await product.ReleaseAsync(item.ProductId, id, cancellationToken);
            else
                isProven = false;
        }

        return isProven;
    }

    private Task<ReservationAnswer> ReserveAsync(Checkout checkout, OrderItem item, CancellationToken cancellationToken) =>
        product.ReserveAsync(item.ProductId, item.Quantity, $"{checkout.OrderId:N}:{item.ProductId}", cancellationToken);
}
