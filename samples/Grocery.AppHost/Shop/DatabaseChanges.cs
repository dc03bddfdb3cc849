using Grocery.AppHost.Cloud;
using Grocery.AppHost.Postgres;

namespace Grocery.AppHost.Shop;

/// <summary>What can be done to the database of a running shop.</summary>
internal sealed class DatabaseChanges : IDisposable
{
    private readonly ShopPostgres _postgres;
    private readonly LocalAws _aws;
    private readonly ConfigurationChanges _configuration;
    private readonly SemaphoreSlim _rotating = new(1, 1);
    private readonly Dictionary<string, DatabaseLogin> _logins = [];

    private DatabaseChanges(ShopPostgres postgres, LocalAws aws, ConfigurationChanges configuration) =>
        (_postgres, _aws, _configuration) = (postgres, aws, configuration);

    /// <summary>Gets or sets by how much each answer of the database is late.</summary>
    public TimeSpan Slowness
    {
        get => _postgres.Proxy.AnswerDelay;
        set => _postgres.Proxy.AnswerDelay = value;
    }

    /// <summary>Creates the databases, and puts the logins where the services find them.</summary>
    public static async Task<DatabaseChanges> CreateAsync(
        ShopPostgres postgres, LocalAws aws, ConfigurationChanges configuration, CancellationToken cancellationToken)
    {
        var changes = new DatabaseChanges(postgres, aws, configuration);
        foreach (var service in ShopService.All.Where(service => service.Database is not null))
        {
            var (owner, runtime) = await postgres.Databases.CreateAsync(service.Name, cancellationToken);
            aws.Secrets.Put(ServiceEnvironment.MigrationSecret(service.Name), owner.ToSecret());
            aws.Secrets.Put(ServiceEnvironment.DatabaseSecret(service.Name), runtime.ToSecret());
            changes._logins[service.Name] = runtime;
        }

        return changes;
    }

    /// <summary>Stops PostgreSQL and starts it again; every session ends.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => _postgres.RestartAsync(cancellationToken);

    /// <summary>Resets all connections to the database; new ones are taken.</summary>
    public void Cut() => _postgres.Proxy.Cut();

    /// <summary>Runs statements in the database of a service as the superuser, beside the proxy.</summary>
    /// <returns>The rows, a line each, with columns separated by <c>|</c>.</returns>
    /// <exception cref="ShopException">The service has no database, or a statement failed.</exception>
    public Task<string> QueryAsync(string service, string sql, CancellationToken cancellationToken) =>
        _postgres.Databases.QueryAsync(LoginOf(service).Database, sql, cancellationToken);

    /// <summary>Tells how a service logs in now.</summary>
    /// <exception cref="ShopException">The service has no database.</exception>
    public DatabaseLogin LoginOf(string service) => _logins.TryGetValue(service, out var login)
        ? login
        : throw new ShopException($"{service} has no database; {string.Join(", ", _logins.Keys)} have.");

    /// <summary>Gives a service's role another password, by the four steps in which AWS rotates a secret. Once begun, it is not cancelled: half-way nobody can log in.</summary>
    public async Task RotatePasswordAsync(string service, CancellationToken cancellationToken)
    {
        await _rotating.WaitAsync(cancellationToken);
        try
        {
            var secret = ServiceEnvironment.DatabaseSecret(service);
            var login = ShopDatabases.Renew(LoginOf(service));
            _aws.Secrets.PutPending(secret, login.ToSecret());
            await _postgres.Databases.SetPasswordAsync(login, CancellationToken.None);
            await _postgres.Databases.LogInAsync(login, CancellationToken.None);
            _aws.Secrets.Promote(secret);
            _logins[service] = login;
        }
        finally
        {
            _rotating.Release();
        }

        await _configuration.RefreshAsync(cancellationToken);
    }

    public void Dispose() => _rotating.Dispose();
}
