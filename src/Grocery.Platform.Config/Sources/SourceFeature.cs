using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Config.Sources;

/// <summary>The line of a kind of source in the boot report.</summary>
internal static class SourceFeature
{
    /// <summary>Why nothing was read although the switch says so.</summary>
    public const string TooLate = "turned on only after AddPlatformConfig() had run";

    public static PlatformFeature Describe(IServiceProvider services, string feature)
    {
        var (_, section, isOn) = SourceSwitch.Of(services, feature);
        var key = $"{section}:Enabled";
        var set = services.GetRequiredService<SourceSet>();
        if (set.FirstLoad is { } load && set.Sources.Any(source => source.Feature == feature))
            return new PlatformFeature(feature, true, key, services.GetRequiredService<SecretValues>().Redact(load.Describe(feature)));

        var reason = isOn && SourceSwitch.IsLocal(set) ? "a local file stands in its place" : isOn ? TooLate : services.GetRequiredService<IConfiguration>()[key] is null ? "not set; default false" : "configured";
        return new PlatformFeature(feature, false, key, reason);
    }
}
