namespace Grocery.Platform.Resilience.Inbound;

/// <summary>A request in the queue.</summary>
internal sealed class InboundWaiter
{
    // Off the thread that lets it in, which is that of a request that has just ended and must not run another one first.
    private readonly TaskCompletionSource<string?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InboundWaiter(RequestPriority priority) => (Priority, Node) = (priority, new LinkedListNode<InboundWaiter>(this));

    public RequestPriority Priority { get; }

    public LinkedListNode<InboundWaiter> Node { get; }

    /// <summary>Gets what ends the wait: why it was refused, or <see langword="null"/> when it was let in.</summary>
    public Task<string?> End => _end.Task;

    /// <summary>Gets what it was let in with.</summary>
    public Cohort? Cohort { get; private set; }

    public void LetIn(Cohort cohort)
    {
        Cohort = cohort;
        _end.TrySetResult(null);
    }

    public void Refuse(string reason) => _end.TrySetResult(reason);
}
