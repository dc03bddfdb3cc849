using System.Data.Common;
using Grocery.Platform.Config;
using Grocery.Platform.Config.Postgres;
using Grocery.Platform.Config.SecretsManager;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Grocery.Platform;

/// <summary>Adds PostgreSQL databases whose password may change while the service runs.</summary>
public static class PostgresServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="NpgsqlDataSource"/> for <c>ConnectionStrings:&lt;name&gt;</c>. Its new logins use the password that is configured at
    /// the time; one that the server refuses is looked up anew, also among the other versions of its secret, before the login fails.
    /// It is registered under <paramref name="name"/> as key, and the first one also without a key; both as <see cref="DbDataSource"/> too.
    /// Calling twice with one name equals calling once.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">
    /// The name of the connection string, which is also that of the data source in telemetry. What the keys <c>host</c>, <c>port</c>,
    /// <c>username</c>, <c>password</c> and <c>dbname</c> under it say counts more than the string, unless the string has the higher precedence.
    /// </param>
    /// <param name="configure">
    /// Sets what else the data source needs, such as type mappings. It is called a second time, for the connections that try passwords, and
    /// must leave the password to the platform.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or contains a colon.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformPostgres(
        this IServiceCollection services, string name, Action<NpgsqlDataSourceBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
            throw new ArgumentException("The name of a connection string has no colon.", nameof(name));

        if (services.Select(service => service.ImplementationInstance).OfType<PostgresName>().Any(known => known.Name == name))
            return services;

        services.AddPostgresOptions();
        services.AddDatabases();
        var database = new PostgresName(name, configure);
        services.AddSingleton(database);
        services.AddPlatformFeature(provider => PostgresFeature.Describe(provider, database));
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, database));
        services.AddKeyedSingleton(name, static (provider, key) => provider.GetRequiredKeyedService<PostgresDatabase>(key).DataSource);
        services.AddKeyedSingleton<DbDataSource>(name, static (provider, key) => provider.GetRequiredKeyedService<NpgsqlDataSource>(key));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<NpgsqlDataSource>(name));
        services.TryAddSingleton<DbDataSource>(provider => provider.GetRequiredKeyedService<NpgsqlDataSource>(name));
        return services;
    }

    private static PostgresDatabase Create(IServiceProvider services, PostgresName name) => new(name, new PostgresParts(
        services.GetRequiredService<IConfiguration>(),
        services.GetRequiredService<LiveOptions<PostgresOptions>>(),
        services.GetRequiredService<SecretValues>(),
        services.GetRequiredService<PostgresMetrics>(),
        services.GetService<IConfigurationRefresher>(),
        services.GetService<ISecretStages>(),
        services.GetService<ServiceIdentity>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
}
