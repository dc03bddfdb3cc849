using System.Reflection;
using Grocery.Samples.Shop.Database;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Grocery.Samples.Shop;

/// <summary>Registers the database of a service.</summary>
public static class ShopDatabaseHostApplicationBuilderExtensions
{
    // In front of the configured text, which overrides them: a caller must learn soon that the database does not answer, and
    // the pools of all instances together must fit into the server's max_connections.
    private const string Defaults = "Timeout=3;Command Timeout=5;Maximum Pool Size=20;Minimum Pool Size=2;Connection Idle Lifetime=60;Max Auto Prepare=50;";

    /// <summary>
    /// Adds PostgreSQL when <c>ConnectionStrings:&lt;name&gt;</c> is set, or keys under it are: a data source that follows the password, health
    /// checks, and the migrations, which are resources <c>migrations/*.sql</c> of <paramref name="migrations"/>, before the first request.
    /// </summary>
    /// <returns><see langword="false"/> when the service is to keep its data in memory.</returns>
    public static bool AddShopDatabase(this IHostApplicationBuilder builder, string name, Assembly migrations, DatabaseSeed? seed = null)
    {
        var database = new ShopDatabase(name, migrations, seed);
        var connection = builder.Configuration.GetSection(database.Key);
        if (string.IsNullOrWhiteSpace(connection.Value) && !connection.GetChildren().Any())
        {
            builder.Services.AddPlatformFeature(_ => new PlatformFeature($"postgres-{name}", false, database.Key, "not set; the data are in memory"));
            return false;
        }

        builder.Services.AddSingleton(database);
        builder.Services.AddPlatformPostgres(name, AddDefaults);
        builder.Services.AddHealthChecks().AddDatabase().AddMemory();
        builder.Services.AddPlatformOptions<DatabaseOptions>(DatabaseOptions.Section, static (section, options) => section.Bind(options));
        builder.Services.AddHostedService<DatabaseStartService>();
        return true;
    }

    private static void AddDefaults(NpgsqlDataSourceBuilder data) =>
        data.ConnectionStringBuilder.ConnectionString = Defaults + data.ConnectionStringBuilder.ConnectionString;
}
