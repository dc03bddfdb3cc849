namespace Grocery.Platform.Config.Sources;

/// <summary>One read of one source. The first outcome stays, also when a read that was left behind ends later.</summary>
internal sealed class SourceRead(IRemoteSource source, SourceSnapshot? previous)
{
    private Outcome? _outcome;

    public IRemoteSource Source => source;

    public ReadProgress Progress { get; } = new();

    /// <summary>Gets what was read; <see langword="null"/> when it failed.</summary>
    public SourceSnapshot? Snapshot => _outcome?.Snapshot;

    /// <summary>Gets why the source could not be read; <see langword="null"/> when it could.</summary>
    public Exception? Failure => _outcome?.Failure;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            End(new Outcome(await source.ReadAsync(previous, Progress, cancellationToken).ConfigureAwait(false), null));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    public void Fail(Exception exception) => End(new Outcome(null, exception));

    private void End(Outcome outcome) => Interlocked.CompareExchange(ref _outcome, outcome, null);

    private sealed record Outcome(SourceSnapshot? Snapshot, Exception? Failure);
}
