using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>
/// Tries passwords by logins of its own, one at a time. All that ask during a login share the next one: the server may have changed its mind
/// since the running one began.
/// </summary>
internal sealed class PasswordProof : IDisposable
{
    private const int LongestTimeout = 5;

    private readonly PostgresName _name;
    private readonly PostgresMetrics _metrics;
    private readonly NpgsqlDataSource _source;
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private Attempt? _queued;
    private volatile string _password = string.Empty;

    public PasswordProof(PostgresName name, NpgsqlConnectionStringBuilder settings, PostgresMetrics metrics)
    {
        (_name, _metrics) = (name, metrics);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        name.Configure?.Invoke(builder);
        builder.Name = $"{name.Name} (password)";
        builder.UseLoggerFactory(NullLoggerFactory.Instance);
        builder.UsePhysicalConnectionInitializer(null, null);
        builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        builder.ConfigureTracing(static tracing => tracing.EnablePhysicalOpenTracing(false));
        builder.UsePasswordProvider(_ => _password, (_, _) => ValueTask.FromResult(_password));

        var login = builder.ConnectionStringBuilder;
        var timeout = login.Timeout;
        (login.Password, login.Pooling, login.Multiplexing) = (null, false, false);
        login.Timeout = timeout == 0 ? LongestTimeout : Math.Clamp(timeout / 2, 1, LongestTimeout);
        _source = builder.Build();
    }

    public Task<ProofResult> TryAsync(string password)
    {
        lock (_lock)
        {
            if (_queued is { } queued && queued.Password == password)
                return queued.Result;

            var attempt = new Attempt(password);
            attempt.Result = RunAsync(attempt, _last);
            (_queued, _last) = (attempt, attempt.Result);
            return attempt.Result;
        }
    }

    public void Dispose() => _source.Dispose();

    private async Task<ProofResult> RunAsync(Attempt attempt, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            if (_queued == attempt)
                _queued = null;
        }

        try
        {
            _password = attempt.Password;
            var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
            return ProofResult.Works;
        }
        catch (PostgresException exception)
        {
            _metrics.CountFailure(_name.Name, exception.SqlState);
            return exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                ? ProofResult.Refused
                : ProofResult.Unknown;
        }
        catch (Exception exception)
        {
            // Of the network or of what the service configures its data source with. The login that waits will say the same.
            _metrics.CountFailure(_name.Name, exception.GetType().ToString());
            return ProofResult.Unknown;
        }
    }

    private sealed class Attempt(string password)
    {
        public string Password => password;

        public Task<ProofResult> Result { get; set; } = null!;
    }
}
