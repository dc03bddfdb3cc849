using Grocery.Platform.Resilience.Deadlines;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>
/// The requests that wait. The most important goes first, and of one priority the newest: whoever has waited longest is nearest
/// to giving up, so that in the order of arrival an overloaded service answers only those who no longer listen (B. Maurer, Fail
/// at Scale, ACM Queue 13-8, 2015). A full queue gives up its oldest of the least important.
/// </summary>
internal sealed class InboundQueue(InboundLimiter limiter, LiveOptions<InboundOptions> live, TimeProvider time)
{
    private readonly Lock _lock = new();

    // By priority, newest first.
    private readonly LinkedList<InboundWaiter>[] _waiters = [new(), new(), new()];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits until the request is let in, or no longer worth it.</summary>
    /// <returns>What it was let in with, or why it was refused.</returns>
    public async ValueTask<(Cohort? Cohort, string? Reason)> WaitAsync(RequestPriority priority, CancellationToken aborted)
    {
        var options = live.Value;
        var (longest, reason) = (options.QueueTimeout, ShedReason.QueueTimeout);
        var deadline = AmbientDeadline.Current;
        if (deadline?.Remaining is { } remaining && remaining < longest)
            (longest, reason) = (remaining, ShedReason.Deadline);

        if (longest <= TimeSpan.Zero)
            return (null, reason);

        var waiter = new InboundWaiter(priority);
        Add(waiter, options.QueueLength);
        if (waiter.End.IsCompleted)
            return (waiter.Cohort, await waiter.End.ConfigureAwait(false));

        using var timer = time.CreateTimer(_ => Remove(waiter, reason), null, longest, Timeout.InfiniteTimeSpan);
        using var abort = aborted.UnsafeRegister(_ => Remove(waiter, ShedReason.Aborted), null);
        var end = await waiter.End.ConfigureAwait(false);

        // A deadline cancels the request as its client does.
        return (waiter.Cohort, end is ShedReason.Aborted && deadline?.Remaining <= TimeSpan.Zero ? ShedReason.Deadline : end);
    }

    /// <summary>Lets in whom the limit now has room for. Costs one read while nobody waits.</summary>
    public void LetIn()
    {
        if (Count == 0)
            return;

        lock (_lock)
            LetInWaiting();
    }

    private void Add(InboundWaiter waiter, int length)
    {
        lock (_lock)
        {
            // Counted before the limit is asked again: whoever leaves after that sees the count.
            var list = _waiters[(int)waiter.Priority];
            list.AddFirst(waiter.Node);
            Interlocked.Increment(ref _count);
            LetInWaiting();
            while (_count > length)
                DropLast();
        }
    }

    private void LetInWaiting()
    {
        for (var priority = (int)RequestPriority.High; priority >= (int)RequestPriority.Low; priority--)
        {
            while (_waiters[priority].First is { } newest && limiter.TryEnter((RequestPriority)priority) is { } cohort)
            {
                Unlink(newest);
                newest.Value.LetIn(cohort);
            }
        }
    }

    private void DropLast()
    {
        var oldest = _waiters.First(list => list.Count > 0).Last!;
        Unlink(oldest);
        oldest.Value.Refuse(ShedReason.QueueFull);
    }

    private void Remove(InboundWaiter waiter, string reason)
    {
        lock (_lock)
        {
            if (waiter.Node.List is null)
                return;

            Unlink(waiter.Node);
        }

        waiter.Refuse(reason);
    }

    private void Unlink(LinkedListNode<InboundWaiter> node)
    {
        node.List!.Remove(node);
        Interlocked.Decrement(ref _count);
    }
}
