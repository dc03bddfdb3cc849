using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Refresh;

/// <summary>What the log says of the reads. A failure that goes on is said once a minute.</summary>
internal sealed class ReloadLog(ILogger logger, SecretValues secrets, TimeProvider time)
{
    private const int MostKeys = 20;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private DateTimeOffset _saidAt = DateTimeOffset.MinValue;
    private int _unsaid;
    private bool _isTrouble;

    public void Started(SourceLoad load)
    {
        foreach (var failure in load.Failures)
            Log.StartedWithoutSource(logger, Redact(failure));

        foreach (var warning in load.Reads.SelectMany(read => read.Snapshot?.Warnings ?? []))
            Log.ConfigurationIsOdd(logger, warning);
    }

    public void Failed(IEnumerable<SourceFailure> failures, TimeSpan age)
    {
        _unsaid++;
        var now = time.GetUtcNow();
        if (now - _saidAt < Silence)
            return;

        var (count, text) = (_unsaid, string.Join(" ", failures.Select(Redact)));
        (_saidAt, _unsaid, _isTrouble) = (now, 0, true);
        Log.ConfigurationNotRead(logger, count, age, text);
    }

    public void Recovered(int failedReads, TimeSpan age)
    {
        if (_isTrouble)
            Log.ConfigurationReadAgain(logger, failedReads, age);

        _isTrouble = false;
    }

    /// <returns><see langword="true"/> when a value is another; <see langword="false"/> when only versions are.</returns>
    public bool Changed(IReadOnlyList<IRemoteSource> sources, SourceSnapshot[] before, SourceSnapshot[] after)
    {
        var isChanged = false;
        for (var i = 0; i < sources.Count; i++)
        {
            if (after[i] == before[i])
                continue;

            foreach (var warning in after[i].Warnings.Except(before[i].Warnings))
                Log.ConfigurationIsOdd(logger, warning);

            string[] keys = [.. Differences(before[i], after[i])];
            if (keys.Length == 0)
                continue;

            isChanged = true;
            var (count, source, shown) = (keys.Length, sources[i].Name, string.Join(", ", keys.Take(MostKeys)));
            Log.ConfigurationChanged(logger, count, source, shown);
        }

        return isChanged;
    }

    public void FollowerFailed(Exception exception) => Log.ConfigurationFollowerFailed(logger, exception);

    private static IEnumerable<string> Differences(SourceSnapshot before, SourceSnapshot after) =>
        before.Values.Keys.Union(after.Values.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => !before.Values.TryGetValue(key, out var old) || !after.Values.TryGetValue(key, out var value) || old.Text != value.Text)
            .Order(StringComparer.OrdinalIgnoreCase);

    private string Redact(SourceFailure failure) => secrets.Redact(failure.Text);
}
