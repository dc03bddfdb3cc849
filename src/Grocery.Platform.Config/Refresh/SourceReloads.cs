using System.Diagnostics.Metrics;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Refresh;

/// <summary>Reads the sources again and replaces the values of all or of none. For one read at a time; <see cref="State"/> for anyone.</summary>
internal sealed class SourceReloads
{
    private readonly SourceSet _set;
    private readonly RefreshSchedule _schedule;
    private readonly LiveOptions<RefreshOptions> _options;
    private readonly SecretValues _secrets;
    private readonly TimeProvider _time;
    private readonly ConfigMetrics _metrics;
    private readonly ReloadLog _log;
    private readonly SourceSnapshot?[] _read;
    private volatile RefreshState _state;

    public SourceReloads(
        SourceSet set,
        RefreshSchedule schedule,
        LiveOptions<RefreshOptions> options,
        SecretValues secrets,
        TimeProvider time,
        IMeterFactory meters,
        ILogger<ConfigurationRefresher> logger)
    {
        (_set, _schedule, _options, _secrets, _time) = (set, schedule, options, secrets, time);
        _log = new ReloadLog(logger, secrets, time);
        _read = [.. set.FirstLoad?.Reads.Select(read => read.Snapshot) ?? []];
        _state = new RefreshState(set.FirstLoad?.EndedAt ?? time.GetUtcNow(), 0, set.FirstLoad?.Failures ?? []);
        _metrics = new ConfigMetrics(meters, () => HasSources ? AgeOf(_state).TotalSeconds : 0);
    }

    public bool HasSources => _set.Sources.Count > 0;

    public RefreshState State => _state;

    /// <summary>Says of the load at the start what could not be said before there was a log.</summary>
    public void Begin()
    {
        if (_set.FirstLoad is not { } load)
            return;

        _schedule.Spend(load.Attempts, _options.Value.MaxRequestsPerMinute);
        _metrics.Record(load, "first");
        _log.Started(load);
    }

    /// <returns><see langword="true"/> when every source was read.</returns>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!HasSources)
            return true;

        var load = await _set.Loader.LoadAsync(_read, _time, cancellationToken).ConfigureAwait(false);
        _schedule.Spend(load.Attempts, _options.Value.MaxRequestsPerMinute);
        var blocking = load.Failures.Where(failure => !IsLetPass(failure, load)).ToArray();
        if (blocking.Length > 0)
        {
            _state = new RefreshState(_state.LastSuccess, _state.FailedReads + 1, load.Failures);
            _metrics.Record(load, "failed");
            _log.Failed(blocking, AgeOf(_state));
            return false;
        }

        _metrics.Record(load, Accept(load) ? "changed" : "unchanged");
        if (load.Failures.Any(failure => failure.Kind != FailureKind.Missing))
        {
            // What never answered holds nobody up, and yet not all has been read.
            _state = new RefreshState(_state.LastSuccess, _state.FailedReads + 1, load.Failures);
            _log.Failed(load.Failures, AgeOf(_state));
            return false;
        }

        if (_state.FailedReads > 0)
            _log.Recovered(_state.FailedReads, AgeOf(_state));

        _state = new RefreshState(load.EndedAt, 0, load.Failures);
        return true;
    }

    private TimeSpan AgeOf(RefreshState state)
    {
        var age = _time.GetUtcNow() - state.LastSuccess;
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    // What is not required may be gone, and one that never answered holds nobody up.
    private bool IsLetPass(SourceFailure failure, SourceLoad load) =>
        failure.IsTolerable && (failure.Kind == FailureKind.Missing || _read[IndexOf(failure.Source, load)] is null);

    private static int IndexOf(IRemoteSource source, SourceLoad load) => load.Reads.Index().First(read => read.Item.Source == source).Index;

    private bool Accept(SourceLoad load)
    {
        SourceSnapshot[] before = [.. _set.Store.Snapshots];
        foreach (var (i, read) in load.Reads.Index())
            _read[i] = read.Snapshot;

        SourceSnapshot[] after = [.. _read.Select(snapshot => snapshot ?? ValueSnapshot.Empty)];
        if (after.SequenceEqual(before))
            return false;

        SourceSecrets.Register(_secrets, after);
        var isChanged = _log.Changed(_set.Sources, before, after);
        try
        {
            _set.Store.Publish(after, isTold: isChanged);
        }
        catch (Exception exception)
        {
            _log.FollowerFailed(exception);
        }

        return isChanged;
    }
}
