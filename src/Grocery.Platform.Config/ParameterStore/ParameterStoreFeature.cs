using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>The line of Parameter Store in the boot report.</summary>
internal static class ParameterStoreFeature
{
    private const string Key = $"{ParameterStoreOptions.Section}:{nameof(ParameterStoreOptions.Enabled)}";

    /// <summary>Why nothing was read although the switch says so.</summary>
    public const string TooLate = "turned on only after AddPlatformConfig() had run";

    public static PlatformFeature Describe(IServiceProvider services)
    {
        var load = services.GetRequiredService<ParameterStoreState>().Load;
        if (load is not null)
            return new PlatformFeature("parameter-store", true, Key, services.GetRequiredService<SecretValues>().Redact(load.ToString()));

        var reason = services.GetRequiredService<IOptions<ParameterStoreOptions>>().Value.Enabled
            ? TooLate
            : services.GetRequiredService<IConfiguration>()[Key] is null ? "not set; default false" : "configured";
        return new PlatformFeature("parameter-store", false, Key, reason);
    }
}
