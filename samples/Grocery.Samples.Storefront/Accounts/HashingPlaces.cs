using System.Threading.RateLimiting;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>
/// Bounds the passwords that are hashed at once to half of the processors, so that a flood of them leaves the rest to the shop. Who has no
/// place waits for one; who would wait behind too many is refused.
/// </summary>
internal sealed class HashingPlaces : IDisposable
{
    public static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);
    public static readonly int Waiting = AtOnce * 8;

    private readonly ConcurrencyLimiter _places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce,
        QueueLimit = Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <returns>The place until it is disposed; not an acquired one when too many wait already.</returns>
    public ValueTask<RateLimitLease> TakeAsync(CancellationToken cancellationToken) => _places.AcquireAsync(cancellationToken: cancellationToken);

    public void Dispose() => _places.Dispose();
}
