using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.AppConfig;

/// <summary>Registers what belongs to AppConfig.</summary>
internal static class AppConfigSetup
{
    public static void AddAppConfigOptions(this IServiceCollection services)
    {
        services.AddPlatformOptions<AppConfigOptions>(AppConfigOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AppConfigOptions>, AppConfigOptionsValidator>());
    }

    /// <summary>Makes a source of each profile, flags last.</summary>
    public static IEnumerable<IRemoteSource> CreateSources(AppConfigOptions options, ServiceIdentity identity, AwsClients clients)
    {
        return options.Enabled
            ? options.Profiles.Select(name => Create(name, isFlags: false)).Concat(options.FlagProfiles.Select(name => Create(name, isFlags: true)))
            : [];

        AppConfigSource Create(string name, bool isFlags)
        {
            var profile = new ConfigurationProfile(Or(options.Application, identity.Name), Or(options.Environment, identity.Environment), name);
            IDocumentReader reader = options.Agent is { } agent
                ? new AgentClient(clients.Agent, clients.Time, profile, agent, options.AgentToken)
                : new DocumentSession(clients, profile);
            return new AppConfigSource(profile, isFlags, reader, options, clients);
        }
    }

    private static string Or(string? configured, string fallback) => string.IsNullOrWhiteSpace(configured) ? fallback : configured;
}
