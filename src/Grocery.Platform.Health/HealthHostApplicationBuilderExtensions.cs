using Grocery.Platform.Health;
using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Drain;
using Grocery.Platform.Health.Probes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>Adds probes, background checks and drain.</summary>
public static class HealthHostApplicationBuilderExtensions
{
    /// <summary>
    /// Answers <c>/health/live</c>, <c>/health/ready</c> and <c>/health/startup</c> from the last results of all registered
    /// <c>IHealthCheck</c>s, which run in the background, and keeps serving for a window after the order to stop.
    /// Switched off by <c>Platform:Health:Enabled</c>. Calling twice equals calling once.
    /// </summary>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static TBuilder AddPlatformHealth<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (builder.Services.Any(service => service.ServiceType == typeof(HealthSnapshot)))
            return builder;

        builder.AddServiceIdentity();
        builder.Services
            .AddPlatformOptions<HealthOptions>(HealthOptions.Section, static (section, options) => section.Bind(options))
            .AddBackgroundChecks()
            .AddProbes()
            .AddDrain()
            .AddPlatformFeature("health", $"{HealthOptions.Section}:{nameof(HealthOptions.Enabled)}", IsEnabled)
            .AddPlatformFeature(services => services.GetRequiredService<DrainPolicy>().Describe());
        return builder;
    }

    private static IServiceCollection AddBackgroundChecks(this IServiceCollection services)
    {
        services.AddNamedPlatformOptions<HealthCheckOptions>(
            HealthCheckOptions.Section, HealthCheckOptions.ChecksSection, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthCheckOptions>, HealthCheckOptionsValidator>());
        services.AddHealthChecks();
        services.AddMetrics();
        services.TryAddSingleton(new Jitter(Random.Shared));
        services.AddSingleton<HealthSnapshot>();
        services.AddSingleton<HealthMetrics>();
        return services.AddHostedService<CheckService>();
    }

    private static IServiceCollection AddProbes(this IServiceCollection services) => services
        .AddSingleton<ProbeAnswers>()
        .AddProbe("/health/live", answers => answers.AnswerLiveAsync)
        .AddProbe("/health/ready", answers => answers.AnswerReadyAsync)
        .AddProbe("/health/startup", answers => answers.AnswerStartupAsync);

    private static IServiceCollection AddProbe(this IServiceCollection services, string path, Func<ProbeAnswers, RequestDelegate> answer) =>
        services.AddPlatformEndpoint(provider =>
        {
            var handler = answer(provider.GetRequiredService<ProbeAnswers>());
            return new PlatformEndpoint(path, EndpointPlacement.AllPorts, handler) { Enabled = IsEnabled(provider) };
        });

    private static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddPlatformOptions<DrainOptions>(DrainOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<DrainState>();
        services.AddSingleton<DrainPolicy>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HostOptions>, ShutdownTimeoutSetup>());

        // Ahead of the endpoints, so that the answer to a probe closes its connection too.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, DrainStartupFilter>());
        return services.AddHostedService<DrainService>();
    }

    private static bool IsEnabled(IServiceProvider services) => services.GetRequiredService<IOptions<HealthOptions>>().Value.Enabled;
}
