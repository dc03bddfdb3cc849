using Grocery.Samples.Products.Catalog;
using Npgsql;

namespace Grocery.Samples.Products.Storage;

/// <summary>Registers the store of the products.</summary>
internal static class ProductStoreHostApplicationBuilderExtensions
{
    public const string Key = $"ConnectionStrings:{Name}";

    private const string Name = "Products";

    // In front of the configured text, which overrides them: a caller must learn soon that the database does not answer.
    private const string Defaults = "Timeout=3;Command Timeout=5;Maximum Pool Size=20;";

    /// <summary>Adds PostgreSQL when <c>ConnectionStrings:Products</c> is set, or keys under it are, else memory.</summary>
    public static IHostApplicationBuilder AddProductStore(this IHostApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetSection(Key);
        if (string.IsNullOrWhiteSpace(connection.Value) && !connection.GetChildren().Any())
            builder.Services.AddMemoryStore();
        else
            builder.Services.AddPostgresStore();

        return builder;
    }

    private static void AddMemoryStore(this IServiceCollection services)
    {
        // Read now, so that a bad file stops the start rather than the first request.
        services.AddSingleton<IProductStore>(new MemoryProductStore(CatalogFile.Load(CatalogFile.DefaultPath)));
        services.AddPlatformFeature(_ => new PlatformFeature($"postgres-{Name}", false, Key, "not set; the products are in memory"));
    }

    private static void AddPostgresStore(this IServiceCollection services)
    {
        services.AddPlatformPostgres(Name, AddDefaults);
        services.AddHealthChecks().AddDatabase().AddMemory();
        services.AddWarmup("product-query", static (provider, token) =>
            provider.GetRequiredService<IProductStore>().ListAsync(new ProductFilter(null, [], 1, 1), token));
        services.AddPlatformOptions<StoreOptions>(StoreOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<IProductStore, PostgresProductStore>();
        services.AddHostedService<PostgresStartService>();
    }

    private static void AddDefaults(NpgsqlDataSourceBuilder data) =>
        data.ConnectionStringBuilder.ConnectionString = Defaults + data.ConnectionStringBuilder.ConnectionString;
}
