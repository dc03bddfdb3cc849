using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Binding;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Registers what belongs to Secrets Manager.</summary>
internal static class SecretsManagerSetup
{
    public static void AddSecretsManagerOptions(this IServiceCollection services)
    {
        services.AddPlatformOptions<SecretsManagerOptions>(SecretsManagerOptions.Section, static (section, options) =>
        {
            section.Bind(options);
            KeyedNames.Bind(section.GetSection(nameof(SecretsManagerOptions.Secrets)), options.Secrets);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretsManagerOptions>, SecretsManagerOptionsValidator>());
    }

    /// <summary>Adds <see cref="ISecretStages"/>, which is there, and finds nothing, also while Secrets Manager is off.</summary>
    public static void AddSecretStages(this IServiceCollection services) => services.TryAddSingleton(CreateStages);

    public static IEnumerable<IRemoteSource> CreateSources(SecretsManagerOptions options, AwsClients clients) =>
        options.Enabled ? [new SecretsManagerSource(clients, options)] : [];

    private static ISecretStages CreateStages(IServiceProvider services)
    {
        var set = services.GetRequiredService<SourceSet>();
        foreach (var (i, source) in set.Sources.Index())
        {
            if (source is SecretsManagerSource secretsManager)
                return new SecretStages(secretsManager, () => set.Store.Snapshots[i], services.GetRequiredService<SecretValues>());
        }

        return new NoSecretStages();
    }
}
