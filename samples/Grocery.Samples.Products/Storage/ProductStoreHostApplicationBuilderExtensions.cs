using System.Data.Common;
using Grocery.Samples.Products.Catalog;
using Npgsql;

namespace Grocery.Samples.Products.Storage;

/// <summary>Registers the store of the products.</summary>
internal static class ProductStoreHostApplicationBuilderExtensions
{
    public const string Key = "ConnectionStrings:Products";

    // In front of the configured text, which overrides them: a caller must learn soon that the database does not answer.
    private const string Defaults = "Timeout=3;Command Timeout=5;Maximum Pool Size=20;";

    /// <summary>Adds PostgreSQL when <c>ConnectionStrings:Products</c> is set, else memory.</summary>
    public static IHostApplicationBuilder AddProductStore(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration[Key];
        if (string.IsNullOrWhiteSpace(connectionString))
            builder.Services.AddMemoryStore();
        else
            builder.Services.AddPostgresStore(new NpgsqlConnectionStringBuilder(Defaults + connectionString));

        return builder;
    }

    private static void AddMemoryStore(this IServiceCollection services)
    {
        // Read now, so that a bad file stops the start rather than the first request.
        services.AddSingleton<IProductStore>(new MemoryProductStore(CatalogFile.Load(CatalogFile.DefaultPath)));
        services.AddPlatformFeature(_ => new PlatformFeature("postgres", false, Key, "not set; the products are in memory"));
    }

    private static void AddPostgresStore(this IServiceCollection services, NpgsqlConnectionStringBuilder connection)
    {
        if (connection.Password is { } password)
            services.AddSecretValues().Add(password);

        // The name stands in the telemetry in place of the connection string, which would show the user.
        services.AddSingleton(new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = "products" }.Build());
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddHealthChecks().AddDatabase().AddMemory();
        services.AddWarmup("product-query", static (provider, token) =>
            provider.GetRequiredService<IProductStore>().ListAsync(new ProductFilter(null, [], 1, 1), token));
        services.AddPlatformOptions<StoreOptions>(StoreOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<IProductStore, PostgresProductStore>();
        services.AddHostedService<PostgresStartService>();
        services.AddPlatformFeature(_ => new PlatformFeature("postgres", true, Key, $"database {connection.Database} at {connection.Host}"));
    }
}
