using System.Security.Cryptography;

namespace Grocery.AppHost.Postgres;

/// <summary>The databases of the services, and the passwords of their roles.</summary>
/// <param name="postgres">The server.</param>
/// <param name="port">The port at which the services reach it.</param>
internal sealed class ShopDatabases(PrivatePostgres postgres, int port)
{
    private const string Host = "127.0.0.1";

    /// <summary>Creates a database that only its owner can change and only its runtime role can use.</summary>
    public async Task<ServiceLogins> CreateAsync(string service, CancellationToken cancellationToken)
    {
        var owner = new DatabaseLogin(Host, port, service, $"{service}_owner", NewPassword());
        var runtime = owner with { User = service, Password = NewPassword() };
        await postgres.ExecuteAsync(
            $"""
            CREATE ROLE "{owner.User}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '{owner.Password}';
            CREATE ROLE "{runtime.User}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '{runtime.Password}';
            CREATE DATABASE "{service}" OWNER "{owner.User}";
            REVOKE ALL ON DATABASE "{service}", postgres, template1 FROM PUBLIC;
            GRANT CONNECT ON DATABASE "{service}" TO "{runtime.User}";
            \connect "{service}"
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO "{runtime.User}";
            ALTER DEFAULT PRIVILEGES FOR ROLE "{owner.User}" IN SCHEMA public
                GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{runtime.User}";
            ALTER DEFAULT PRIVILEGES FOR ROLE "{owner.User}" IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "{runtime.User}";
            """,
            cancellationToken: cancellationToken);
        return new ServiceLogins(owner, runtime);
    }

    /// <summary>Makes up a login with another password, which nobody has been told.</summary>
    public static DatabaseLogin Renew(DatabaseLogin login) => login with { Password = NewPassword() };

    /// <summary>From here on the server refuses the password before.</summary>
    public Task SetPasswordAsync(DatabaseLogin login, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync($"""ALTER ROLE "{login.User}" PASSWORD '{login.Password}'""", cancellationToken: cancellationToken);

    /// <summary>Logs in once.</summary>
    /// <exception cref="ShopException">The server refuses.</exception>
    public Task LogInAsync(DatabaseLogin login, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync("SELECT 1", login.Database, login.User, login.Password, cancellationToken);

    /// <summary>Runs statements as the superuser.</summary>
    /// <exception cref="ShopException">A statement failed.</exception>
    public Task<string> QueryAsync(string database, string sql, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync(sql, database, cancellationToken);

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32);
}
