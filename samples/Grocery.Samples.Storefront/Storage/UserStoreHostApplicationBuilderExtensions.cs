using Grocery.Samples.Shop;

namespace Grocery.Samples.Storefront.Storage;

/// <summary>Registers the store of the users.</summary>
internal static class UserStoreHostApplicationBuilderExtensions
{
    /// <summary>Adds PostgreSQL when <c>ConnectionStrings:Users</c> is set, or keys under it are, else memory.</summary>
    public static IHostApplicationBuilder AddUserStore(this IHostApplicationBuilder builder)
    {
        if (builder.AddShopDatabase("Users", typeof(Program).Assembly))
        {
            builder.Services.AddSingleton<IUserStore, PostgresUserStore>();
            builder.Services.AddWarmup("user-query", static (provider, token) => provider.GetRequiredService<IUserStore>().FindAsync("nobody", token));
        }
        else
        {
            builder.Services.AddSingleton<IUserStore, MemoryUserStore>();
        }

        return builder;
    }
}
