namespace ServiceRootNamespace.Items;

/// <summary>Registers the store of the items.</summary>
internal static class ItemStoreHostApplicationBuilderExtensions
{
#if (postgres)
    /// <summary>
    /// Adds PostgreSQL when <c>ConnectionStrings:Items</c> is set, or keys under it are. Without, items are kept in memory, so that the service runs with
    /// nothing installed; in production that would lose them, so there it does not start.
    /// </summary>
    public static IHostApplicationBuilder AddItemStore(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection("ConnectionStrings:Items").Exists())
        {
            builder.Services.AddPlatformPostgres("Items");
            builder.Services.AddHealthChecks().AddDatabase();
            builder.Services.AddSingleton<PostgresItemStore>();
            builder.Services.AddSingleton<IItemStore>(services => services.GetRequiredService<PostgresItemStore>());

            // Without its table it could not serve: it ends, and is started again.
            builder.Configuration["Platform:Health:Warmup:Tasks:items-table:Required"] ??= "true";
            builder.Services.AddWarmup("items-table", (services, token) => services.GetRequiredService<PostgresItemStore>().CreateTableAsync(token));
        }
        else if (!builder.Environment.IsProduction())
        {
            builder.Services.AddSingleton<IItemStore, MemoryItemStore>();
        }
        else
        {
            throw new PlatformConfigurationException(
                ["ConnectionStrings:Items is not set; allowed: a connection string of Npgsql. Set it, or name its secret at Platform:Config:SecretsManager:Secrets:ConnectionStrings:Items."]);
        }

        return builder;
    }
#else
    /// <summary>Adds a store in memory: what is kept is gone with the process.</summary>
    public static IHostApplicationBuilder AddItemStore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IItemStore, MemoryItemStore>();
        return builder;
    }
#endif
}
