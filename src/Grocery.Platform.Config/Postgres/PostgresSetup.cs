using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Postgres;

/// <summary>Registers what all databases share.</summary>
internal static class PostgresSetup
{
    /// <summary>Adds the options, which are known also where there is no database.</summary>
    public static void AddPostgresOptions(this IServiceCollection services)
    {
        services.AddPlatformOptions<PostgresOptions>(PostgresOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresOptions>, PostgresOptionsValidator>());
    }

    public static void AddDatabases(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(PostgresDatabases)))
            return;

        services.AddSingleton<PostgresMetrics>();
        services.AddSingleton<PostgresDatabases>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<PostgresDatabases>());
        services.AddPlatformHealthCheck<PostgresHealthCheck>(PostgresHealthCheck.Name, static _ => true);
    }
}
