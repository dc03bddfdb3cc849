using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Sources;

/// <summary>The switch of a kind of source, as it stands now.</summary>
/// <param name="Feature">The kind, in the boot report and in metrics.</param>
/// <param name="Section">The section of its options.</param>
/// <param name="IsOn">What its key <c>Enabled</c> says.</param>
internal sealed record SourceSwitch(string Feature, string Section, bool IsOn)
{
    public const string ParameterStore = "parameter-store";
    public const string AppConfig = "app-config";
    public const string SecretsManager = "secrets-manager";
    public const string Local = "local-file";

    /// <summary>What names each kind; the same for all services.</summary>
    public static readonly IReadOnlyList<string> Features = [ParameterStore, AppConfig, SecretsManager, Local];

    public static SourceSwitch Of(IServiceProvider services, string feature) => feature switch
    {
        AppConfig => new SourceSwitch(feature, AppConfigOptions.Section, services.GetRequiredService<IOptions<AppConfigOptions>>().Value.Enabled),
        SecretsManager => new SourceSwitch(
            feature, SecretsManagerOptions.Section, services.GetRequiredService<IOptions<SecretsManagerOptions>>().Value.Enabled),
        Local => new SourceSwitch(feature, LocalOptions.Section, services.GetRequiredService<IOptions<LocalOptions>>().Value.Enabled),
        _ => new SourceSwitch(feature, ParameterStoreOptions.Section, services.GetRequiredService<IOptions<ParameterStoreOptions>>().Value.Enabled),
    };

    /// <summary>Says whether a local file stands in the place of all else.</summary>
    public static bool IsLocal(SourceSet set) => set.Sources.Any(source => source.Feature == Local);

    /// <summary>Finds the kinds that are on and yet not read, because that was decided before.</summary>
    public static IEnumerable<SourceSwitch> FindTooLate(IServiceProvider services)
    {
        // Asked while the hosted services are made, before any of them validates: the one exception with all problems must be the first.
        services.ValidatePlatformOptions();
        var set = services.GetRequiredService<SourceSet>();
        return IsLocal(set) ? [] : Features.Select(feature => Of(services, feature)).Where(item => item.IsOn && set.Sources.All(source => source.Feature != item.Feature));
    }
}
