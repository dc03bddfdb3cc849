using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Holds the checkouts in this process; a restart begins anew. Its clock is the monotonic one, which never jumps.</summary>
internal sealed class MemoryCheckoutStore(MemoryOrderStore orders, TimeProvider time) : ICheckoutStore
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    // All guarded by the lock; each beside the first finds a checkout without a look at all of them.
    private readonly Dictionary<Guid, Entry> _checkouts = [];
    private readonly Dictionary<(string UserId, string Key), Guid> _byKey = [];
    private readonly SortedSet<(TimeSpan LeaseUntil, Guid OrderId)> _byLease = [];
    private readonly Queue<(TimeSpan ReleasedAt, Guid OrderId)> _released = new();

    private TimeSpan Now => time.GetElapsedTime(_start);

    public Task<Checkout?> FindAsync(string userId, string idempotencyKey, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_byKey.TryGetValue((userId, idempotencyKey), out var orderId) ? _checkouts[orderId].Checkout : null);
    }

    public Task<bool> BeginAsync(Checkout checkout, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_byKey.ContainsKey((checkout.UserId, checkout.IdempotencyKey)))
                return Task.FromResult(false);

            Put_NeedsLock(new Entry(checkout, Now + lease, RefusedAt: null));
            return Task.FromResult(true);
        }
    }

    public Task<bool> CompleteAsync(Order order, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isMine = Change_NeedsLock(
                order.OrderId,
                entry => entry.Checkout.State == CheckoutState.Pending && entry.LeaseUntil > Now,
                entry => entry.In(CheckoutState.Done) with { LeaseUntil = Now + lease });
            if (isMine)
                orders.Add(order);

            return Task.FromResult(isMine);
        }
    }

    public Task<bool> AbandonAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Change_NeedsLock(
                orderId,
                entry => entry.Checkout.State != CheckoutState.Done,
                entry => entry.In(CheckoutState.Releasing) with { LeaseUntil = Now + lease, RefusedAt = null }));
        }
    }

    public Task<bool> AbandonExpiredAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Change_NeedsLock(
                orderId,
                entry => entry.Checkout.State == CheckoutState.Pending && entry.LeaseUntil <= Now,
                entry => entry.In(CheckoutState.Releasing) with { LeaseUntil = Now + lease }));
        }
    }

    public Task DeferAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Change_NeedsLock(
                orderId,
                entry => entry.Checkout.State == CheckoutState.Releasing,
                entry => entry.RefusedAt <= Now - lease ? entry.Ended() : entry with { RefusedAt = entry.RefusedAt ?? Now, LeaseUntil = Now + lease });
        }

        return Task.CompletedTask;
    }

    public Task EndAsync(Guid orderId, CancellationToken cancellationToken)
    {
        lock (_lock)
            Change_NeedsLock(orderId, _ => true, entry => entry.Ended());

        return Task.CompletedTask;
    }

    public Task<Checkout?> TakeDueAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_byLease.Count == 0 || _byLease.Min.LeaseUntil > Now)
                return Task.FromResult<Checkout?>(null);

            var due = _checkouts[_byLease.Min.OrderId];
            var taken = due.In(due.Checkout.State == CheckoutState.Pending ? CheckoutState.Releasing : due.Checkout.State) with { LeaseUntil = Now + lease };
            Put_NeedsLock(taken);
            return Task.FromResult<Checkout?>(taken.Checkout);
        }
    }

    public Task<bool> ForgetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            while (_released.TryPeek(out var oldest) && oldest.ReleasedAt < Now - CheckoutLimits.UndoneKnown)
            {
                var (_, orderId) = _released.Dequeue();
                if (_checkouts.TryGetValue(orderId, out var entry) && entry.Checkout.State == CheckoutState.Released)
                    _checkouts.Remove(orderId);
            }
        }

        return Task.FromResult(false);
    }

    private bool Change_NeedsLock(Guid orderId, Func<Entry, bool> condition, Func<Entry, Entry> change)
    {
        if (!_checkouts.TryGetValue(orderId, out var entry) || !condition(entry))
            return false;

        Put_NeedsLock(change(entry));
        return true;
    }

    private void Put_NeedsLock(Entry entry)
    {
        var (checkout, orderId) = (entry.Checkout, entry.Checkout.OrderId);
        if (_checkouts.TryGetValue(orderId, out var before) && before.LeaseUntil is { } ended)
            _byLease.Remove((ended, orderId));
        if (entry.LeaseUntil is { } leaseUntil)
            _byLease.Add((leaseUntil, orderId));

        // A failed attempt leaves its key to the next one.
        var key = (checkout.UserId, checkout.IdempotencyKey);
        if (checkout.State is CheckoutState.Pending or CheckoutState.Done)
            _byKey[key] = orderId;
        else if (_byKey.TryGetValue(key, out var user) && user == orderId)
            _byKey.Remove(key);

        if (checkout.State == CheckoutState.Released && before?.Checkout.State != CheckoutState.Released)
            _released.Enqueue((Now, orderId));

        _checkouts[orderId] = entry;
    }

    private sealed record Entry(Checkout Checkout, TimeSpan? LeaseUntil, TimeSpan? RefusedAt)
    {
        public Entry In(CheckoutState state) => this with { Checkout = Checkout with { State = state } };

        public Entry Ended() =>
            In(Checkout.State == CheckoutState.Releasing ? CheckoutState.Released : Checkout.State) with { LeaseUntil = null };
    }
}
