namespace Grocery.Platform.Config.Sources;

/// <summary>Reads all sources at once, under one deadline.</summary>
internal sealed class SourceLoader(IReadOnlyList<IRemoteSource> sources, TimeSpan deadline)
{
    /// <summary>Reads the sources. A failure is part of the result.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> says so.</exception>
    public async Task<SourceLoad> LoadAsync(IReadOnlyList<SourceSnapshot?> previous, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var load = new SourceLoad([.. sources.Select((source, i) => new SourceRead(source, previous[i]))], deadline);
        using var end = new CancellationTokenSource(deadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            // What the SDK does without a token, such as asking EC2 for a Region, or reading a body that stalls, is left behind.
            await Task.WhenAll(load.Reads.Select(read => Task.Run(() => read.RunAsync(stop.Token), CancellationToken.None)))
                .WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            load.Fail(exception);
        }

        load.IsOverDeadline = end.IsCancellationRequested;
        load.Elapsed = time.GetElapsedTime(start);
        load.EndedAt = time.GetUtcNow();
        return load;
    }
}
