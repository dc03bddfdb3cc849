using Grocery.Platform.Config.Refresh;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Postgres;

/// <summary>Closes the connections that a former password opened, some time after a change, and only when the new one works.</summary>
internal sealed class ConnectionRetirement : IDisposable
{
    private const double Jitter = 0.25;

    private readonly PostgresDatabase _database;
    private readonly PostgresParts _parts;
    private readonly ILogger _logger;
    private readonly Random _random;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private bool _isScheduled;

    public ConnectionRetirement(PostgresDatabase database, PostgresParts parts)
    {
        (_database, _parts) = (database, parts);
        _logger = parts.Loggers.CreateLogger<ConnectionRetirement>();
        _random = InstanceRandom.Create(parts.Identity?.Instance ?? $"{Environment.MachineName}-{Environment.ProcessId}");
        _timer = parts.Time.CreateTimer(_ => _ = RetireAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Schedule()
    {
        lock (_lock)
        {
            if (_isScheduled)
                return;

            _isScheduled = true;
            _timer.Change(_parts.Options.Value.RetireAfter * (1 - Jitter + (2 * Jitter * _random.NextDouble())), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task RetireAsync()
    {
        // Before the check: a change during it is armed anew.
        lock (_lock)
            _isScheduled = false;

        var works = false;
        try
        {
            works = await _database.Logins.IsWorkingAsync().ConfigureAwait(false);
        }
        finally
        {
            if (!works)
                Schedule();
        }

        if (!works)
            return;

        _database.DataSource.Clear();
        Log.PostgresConnectionsRetired(_logger, _database.Name);
    }
}
