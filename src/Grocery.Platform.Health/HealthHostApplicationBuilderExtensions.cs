using Grocery.Platform.Health;
using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Drain;
using Grocery.Platform.Health.Groups;
using Grocery.Platform.Health.Liveness;
using Grocery.Platform.Health.Probes;
using Grocery.Platform.Health.Report;
using Grocery.Platform.Health.Warmup;
using Microsoft.AspNetCore.Builder;
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
    /// <c>IHealthCheck</c>s, which run in the background, and keeps serving for a window after the order to stop. <c>/health</c> on the
    /// management port tells the details. Switched off by <c>Platform:Health:Enabled</c>. Calling twice equals calling once.
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
            .AddBackgroundChecks()
            .AddLiveness()
            .AddProbes()
            .AddReport()
            .AddWarmupTasks()
            .AddDrain()
            .AddPlatformFeature("health", $"{HealthOptions.Section}:{nameof(HealthOptions.Enabled)}", IsEnabled);
        return builder;
    }

    private static IServiceCollection AddBackgroundChecks(this IServiceCollection services)
    {
        services.AddPlatformOptions<HealthOptions>(HealthOptions.Section, static (section, options) => section.Bind(options));
        services.AddNamedPlatformOptions<HealthCheckOptions>(
            HealthCheckOptions.Section, HealthCheckOptions.ChecksSection, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthCheckOptions>, HealthCheckOptionsValidator>());
        services.AddHealthChecks();
        services.AddMetrics();
        services.TryAddSingleton(new Jitter(Random.Shared));
        services.AddSingleton<HealthSnapshot>();
        services.AddSingleton<HealthGroups>();
        services.AddSingleton<HealthMetrics>();
        services.AddSingleton<CheckTurns>();
        services.AddSingleton<LazyChecks>();
        return services.AddHostedService<CheckService>();
    }

    private static IServiceCollection AddLiveness(this IServiceCollection services)
    {
        services.AddPlatformOptions<LivenessOptions>(LivenessOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<ThreadPoolWatch>();
        services.AddSingleton<ProcessHealth>();
        return services.AddHostedService(static provider => provider.GetRequiredService<ThreadPoolWatch>());
    }

    private static IServiceCollection AddProbes(this IServiceCollection services)
    {
        services.AddPlatformOptions<HealthStatusCodeOptions>(HealthStatusCodeOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<ServiceHealth>();
        services.AddHostedService<LifecycleMetrics>();
        return services
            .AddSingleton<ProbeAnswers>()
            .AddProbe(ProbePaths.Live, answers => answers.AnswerLiveAsync)
            .AddProbe(ProbePaths.Ready, answers => answers.AnswerReadyAsync)
            .AddProbe(ProbePaths.Startup, answers => answers.AnswerStartupAsync)
            .AddPlatformEndpoints(GroupProbes);
    }

    private static IServiceCollection AddProbe(this IServiceCollection services, string path, Func<ProbeAnswers, RequestDelegate> answer) =>
        services.AddPlatformEndpoint(provider =>
        {
            var handler = answer(provider.GetRequiredService<ProbeAnswers>());
            return new PlatformEndpoint(path, EndpointPlacement.AllPorts, handler) { Enabled = IsEnabled(provider) };
        });

    private static IEnumerable<PlatformEndpoint> GroupProbes(IServiceProvider services)
    {
        var answers = services.GetRequiredService<ProbeAnswers>();
        return services.GetRequiredService<HealthGroups>().All.Select(group => new PlatformEndpoint(
            ProbePaths.OfGroup(group.Name), EndpointPlacement.AllPorts, context => answers.AnswerAsync(context, group.Status))
        {
            Enabled = IsEnabled(services),
        });
    }

    private static IServiceCollection AddReport(this IServiceCollection services) => services
        .AddSingleton<HealthReport>()
        .AddSingleton<ReportEndpoint>()
        .AddPlatformEndpoint(provider => new PlatformEndpoint(
            ProbePaths.Report, EndpointPlacement.ManagementPortIfSet, provider.GetRequiredService<ReportEndpoint>().AnswerAsync)
        {
            Enabled = IsEnabled(provider),
        });

    private static IServiceCollection AddWarmupTasks(this IServiceCollection services)
    {
        services.AddNamedPlatformOptions<WarmupOptions>(
            WarmupOptions.Section, WarmupOptions.TasksSection, static (section, options) => section.Bind(options));
        services.AddSingleton<WarmupReport>();
        services.AddPlatformFeature(provider => provider.GetRequiredService<WarmupReport>().Describe());
        return services.AddHostedService<WarmupService>();
    }

    private static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddPlatformOptions<DrainOptions>(DrainOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DrainOptions>, DrainOptionsValidator>());
        services.AddSingleton<DrainState>();
        services.AddSingleton<DrainPolicy>();
        services.AddSingleton<DrainTasks>();
        services.AddSingleton<StopSignals>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HostOptions>, ShutdownTimeoutSetup>());
        services.AddSingleton<DrainEndpoint>();
        services.AddPlatformEndpoint(provider => new PlatformEndpoint(
            ProbePaths.Drain, EndpointPlacement.ManagementPortIfSet, provider.GetRequiredService<DrainEndpoint>().AnswerAsync)
        {
            Enabled = IsEnabled(provider),
        });
        services.AddPlatformFeature(provider => provider.GetRequiredService<DrainPolicy>().DescribeWindow());
        services.AddPlatformFeature(provider => provider.GetRequiredService<DrainPolicy>().DescribeBudget(
            provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout));

        // Ahead of the endpoints, so that the answer to a probe closes its connection too.
        services.Insert(0, ServiceDescriptor.Singleton(Filter(static app => app.UseMiddleware<DrainMiddleware>())));
        services.AddSingleton(Filter(static app => app.UseMiddleware<RequestCountMiddleware>()));
        return services.AddHostedService<DrainService>();
    }

    private static Func<IServiceProvider, IStartupFilter> Filter(Action<IApplicationBuilder> add) =>
        services => new DrainStartupFilter(services.GetRequiredService<DrainPolicy>(), add);

    private static bool IsEnabled(IServiceProvider services) => services.GetRequiredService<IOptions<HealthOptions>>().Value.Enabled;
}
