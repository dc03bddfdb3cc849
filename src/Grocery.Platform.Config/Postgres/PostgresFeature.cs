using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Postgres;

/// <summary>The line of a database in the boot report.</summary>
internal static class PostgresFeature
{
    public static PlatformFeature Describe(IServiceProvider services, PostgresName name)
    {
        const string key = $"{PostgresOptions.Section}:{nameof(PostgresOptions.Enabled)}";
        var follows = services.GetRequiredService<IOptions<PostgresOptions>>().Value.Enabled;
        var settings = PostgresSettings.TryRead(services.GetRequiredService<IConfiguration>(), name.Key);
        var target = $"database {settings?.Database} at {settings?.Host}";
        return new PlatformFeature($"postgres-{name.Name}", follows, key, follows ? $"{target} by its configured password" : $"{target} by the password of the start");
    }
}
