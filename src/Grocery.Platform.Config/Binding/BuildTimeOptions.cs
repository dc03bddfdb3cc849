using Grocery.Platform.Config.AppConfig;
using Grocery.Platform.Config.Local;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.SecretsManager;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Binding;

/// <summary>The options that decide what is registered and read before the service's own container exists, bound by the same rules.</summary>
internal sealed record BuildTimeOptions(
    ConfigOptions Config, ParameterStoreOptions ParameterStore, AppConfigOptions AppConfig, SecretsManagerOptions SecretsManager, LocalOptions Local)
{
    private static readonly string[] Sources =
        [ParameterStoreOptions.Section, AppConfigOptions.Section, SecretsManagerOptions.Section, LocalOptions.Section];

    /// <summary>Reads the switch of a section; <see langword="null"/> when it is not set, or is neither true nor false, which will fail the start.</summary>
    public static bool? IsOn(IConfiguration configuration, string section) =>
        bool.TryParse(configuration[$"{section}:Enabled"], out var isOn) ? isOn : null;

    /// <summary>Says whether a source is on, without the cost of reading all options.</summary>
    public static bool HasSources(IConfiguration configuration) => Array.Exists(Sources, section => IsOn(configuration, section) is true);

    public static void Register(IServiceCollection services)
    {
        services.AddPlatformOptions<ConfigOptions>(ConfigOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<RefreshOptions>(RefreshOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<ParameterStoreOptions>(ParameterStoreOptions.Section, static (section, options) =>
        {
            section.Bind(options);
            KeyedNames.Bind(section.GetSection(nameof(ParameterStoreOptions.Parameters)), options.Parameters);
        });
        services.AddAppConfigOptions();
        services.AddSecretsManagerOptions();
        services.AddLocalOptions();
        services.AddPlatformOptions<FlagsOptions>(FlagsOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ParameterStoreOptions>, ParameterStoreOptionsValidator>());
    }

    /// <summary>Reads the options. <see langword="null"/> when one is invalid: the start will then fail, and list all problems of the service.</summary>
    public static BuildTimeOptions? Read(IHostApplicationBuilder builder)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(builder.Configuration);
        services.AddSingleton(builder.Environment);
        services.AddPlatformOptions<ServiceOptions>(ServiceOptions.Section, static (section, options) => section.Bind(options));
        Register(services);

        using var provider = services.BuildServiceProvider();
        try
        {
            provider.ValidatePlatformOptions();
        }
        catch (PlatformConfigurationException)
        {
            return null;
        }

        return new BuildTimeOptions(
            provider.GetRequiredService<IOptions<ConfigOptions>>().Value,
            provider.GetRequiredService<IOptions<ParameterStoreOptions>>().Value,
            provider.GetRequiredService<IOptions<AppConfigOptions>>().Value,
            provider.GetRequiredService<IOptions<SecretsManagerOptions>>().Value,
            provider.GetRequiredService<IOptions<LocalOptions>>().Value);
    }
}
