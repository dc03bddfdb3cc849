using System.Data.Common;
using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform;

/// <summary>Adds checks of databases.</summary>
public static class DatabaseHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that runs <c>SELECT 1</c> on the registered <see cref="DbDataSource"/>. It never reports the text of an error.</summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures. Default <c>database</c>.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHealthChecksBuilder AddDatabase(this IHealthChecksBuilder builder, string name = "database") =>
        builder.AddDatabase(name, static services => services.GetService<DbDataSource>());

    /// <summary>Adds a check that runs <c>SELECT 1</c> on a data source of your choice. It never reports the text of an error.</summary>
    /// <param name="builder">The builder to add to.</param>
    /// <param name="name">The name of the check, which <c>Platform:Health:Checks:&lt;name&gt;</c> configures.</param>
    /// <param name="dataSource">Finds the data source, which the check does not dispose. Called at each run, with a scope of its own.
    /// When it returns <see langword="null"/>, the check fails and says so.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHealthChecksBuilder AddDatabase(
        this IHealthChecksBuilder builder, string name, Func<IServiceProvider, DbDataSource?> dataSource)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dataSource);

        return builder.Add(new HealthCheckRegistration(
            name, services => new DatabaseHealthCheck(dataSource(services)), failureStatus: null, tags: null));
    }
}
