using Grocery.AppHost.Cloud;
using Grocery.AppHost.Postgres;

namespace Grocery.AppHost.Shop;

/// <summary>What can be done to the database of a running shop.</summary>
internal sealed class DatabaseChanges(ShopPostgres postgres, LocalAws aws, ConfigurationChanges configuration) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Dictionary<string, DatabaseLogin> _logins = [];

    /// <summary>Gets or sets by how much each answer of the database is late.</summary>
    public TimeSpan Slowness
    {
        get => postgres.Proxy.AnswerDelay;
        set => postgres.Proxy.AnswerDelay = value;
    }

    /// <summary>Creates the database of a service, one behind the other, and puts its logins where the service finds them.</summary>
    public async Task CreateAsync(string service, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var (owner, runtime) = await postgres.Databases.CreateAsync(service, cancellationToken);
            aws.Secrets.Put(ServiceEnvironment.MigrationSecret(service), owner.ToSecret());
            aws.Secrets.Put(ServiceEnvironment.DatabaseSecret(service), runtime.ToSecret());
            _logins[service] = runtime;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Stops PostgreSQL and starts it again; every session ends.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => postgres.RestartAsync(cancellationToken);

    /// <summary>Resets all connections to the database; new ones are taken.</summary>
    public void Cut() => postgres.Proxy.Cut();

    /// <summary>Runs statements in the database of a service as the superuser, beside the proxy.</summary>
    /// <returns>The rows, a line each, with columns separated by <c>|</c>.</returns>
    /// <exception cref="ShopException">The service has no database, or a statement failed.</exception>
    public Task<string> QueryAsync(string service, string sql, CancellationToken cancellationToken) =>
        postgres.Databases.QueryAsync(LoginOf(service).Database, sql, cancellationToken);

    /// <summary>Tells how a service logs in now.</summary>
    /// <exception cref="ShopException">The service has no database.</exception>
    public DatabaseLogin LoginOf(string service) => _logins.TryGetValue(service, out var login)
        ? login
        : throw new ShopException($"{service} has no database; {string.Join(", ", _logins.Keys)} have.");

    /// <summary>Gives a service's role another password, by the four steps in which AWS rotates a secret. Once begun, it is not cancelled: half-way nobody can log in, and a service that is not told cannot for seconds.</summary>
    public async Task RotatePasswordAsync(string service, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var secret = ServiceEnvironment.DatabaseSecret(service);
            var login = ShopDatabases.Renew(LoginOf(service));
            aws.Secrets.PutPending(secret, login.ToSecret());
            await postgres.Databases.SetPasswordAsync(login, CancellationToken.None);
            await postgres.Databases.LogInAsync(login, CancellationToken.None);
            aws.Secrets.Promote(secret);
            _logins[service] = login;
        }
        finally
        {
            _changing.Release();
        }

        // Each service has a bound of its own to answer.
        await configuration.RefreshAsync(CancellationToken.None);
    }

    public void Dispose() => _changing.Dispose();
}
