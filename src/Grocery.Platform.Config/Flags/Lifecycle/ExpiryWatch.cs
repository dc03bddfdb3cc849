using Grocery.Platform.Config.Flags.Evaluation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Flags.Lifecycle;

/// <summary>Warns once of each flag that has expired, and of each expiry that is no date; again when the expiry is another.</summary>
internal sealed class ExpiryWatch(LiveFlags live, LiveOptions<FlagsOptions> options, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly ILogger _logger = loggers.CreateLogger(FeatureFlags.Category);
    private ITimer? _timer;
    private IDisposable? _reloads;

    // What was said of each flag that is there; guarded by the lock.
    private Dictionary<string, FlagOwnership> _warned = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The flags were told of a reload before: they are older.
        _reloads = options.OnReload(Look);
        _timer = live.Time.CreateTimer(static watch => ((ExpiryWatch)watch!).Look(), this, Period, Period);
        Look();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _reloads?.Dispose();
    }

    private void Look()
    {
        try
        {
            foreach (var (flag, ownership) in TakeNews(live.Time.GetUtcNow()))
                Warn(flag, ownership);
        }
        catch (Exception)
        {
            // What a sink of the log throws on the timer's thread would end the process.
        }
    }

    private KeyValuePair<string, FlagOwnership>[] TakeNews(DateTimeOffset now)
    {
        lock (_lock)
        {
            var before = _warned;
            _warned = live.Current.Flags
                .Where(flag => flag.Definition.Ownership.Unreadable is not null || flag.Definition.Ownership.IsStale(now))
                .ToDictionary(flag => flag.Name, flag => flag.Definition.Ownership);
            return [.. _warned.Where(flag => before.GetValueOrDefault(flag.Key) is not { } said || !IsSame(said, flag.Value))];
        }
    }

    private static bool IsSame(FlagOwnership one, FlagOwnership other) => one.Expires == other.Expires && one.Unreadable == other.Unreadable;

    private void Warn(string flag, FlagOwnership ownership)
    {
        if (ownership.Unreadable is { } text)
        {
            Log.FlagExpiryNotUnderstood(_logger, flag, text);
            return;
        }

        var (owner, expired) = (ownership.Owner ?? "nobody", ownership.Expires!.Value);
        Log.FlagExpired(_logger, flag, owner, expired);
    }
}
