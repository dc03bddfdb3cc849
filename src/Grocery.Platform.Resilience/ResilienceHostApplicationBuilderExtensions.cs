using Grocery.Platform.Resilience;
using Grocery.Platform.Resilience.Budgets;
using Grocery.Platform.Resilience.Deadlines;
using Grocery.Platform.Resilience.Destinations;
using Grocery.Platform.Resilience.Faults;
using Grocery.Platform.Resilience.Inbound;
using Grocery.Platform.Resilience.Operation;
using Grocery.Platform.Resilience.Outgoing;
using Grocery.Platform.Resilience.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>Makes outgoing calls end in time, repeat what is safe to repeat, and fail fast.</summary>
public static class ResilienceHostApplicationBuilderExtensions
{
    /// <summary>
    /// Gives every <see cref="HttpClient"/> of <see cref="IHttpClientFactory"/>, typed, named or default, added before or after
    /// this call, one handler with a deadline, safe retries, a breaker for each destination and an attempt time-out; see
    /// <see cref="HttpResilienceOptions"/>. It stands outside the client's own handlers, which so run once for each attempt.
    /// </summary>
    /// <remarks>
    /// A call that is too late throws <see cref="Polly.Timeout.TimeoutRejectedException"/>, one to a destination whose breaker is
    /// open <see cref="Polly.CircuitBreaker.BrokenCircuitException"/>. Clients whose name starts with <c>Otlp</c> (the telemetry
    /// exporters, which repeat on their own) are left alone. <see cref="HttpClient.Timeout"/> is moved behind the deadline; one
    /// that the service sets itself stays.
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to. Calling twice equals calling once.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static TBuilder AddPlatformResilience<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(OutgoingClients)))
            return builder;

        builder.AddServiceIdentity();
        services.AddResilienceOptions();
        services.AddOutgoingCalls();
        services.AddPipelines();
        services.AddOperation();

        // The order of their middleware: late work takes no room, and what is let in meets the faults.
        services.AddDeadlines();
        services.AddInboundProtection();
        services.AddFaults();
        return builder;
    }

    private static void AddResilienceOptions(this IServiceCollection services)
    {
        services.AddPlatformOptions<ResilienceOptions>(ResilienceOptions.Section, static (section, options) => section.Bind(options));
        services.AddNamedPlatformOptions<HttpResilienceOptions>(
            HttpResilienceOptions.Section, HttpResilienceOptions.ClientsSection, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<RetryBudgetOptions>(RetryBudgetOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<DeadlineOptions>(DeadlineOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<IValidateOptions<HttpResilienceOptions>>(static provider => new CallOptionsValidator<HttpResilienceOptions>(
            HttpResilienceOptions.ClientsSection, provider.GetRequiredService<IConfiguration>()));
        services.AddPlatformFeature(
            "resilience",
            $"{ResilienceOptions.Section}:{nameof(ResilienceOptions.Enabled)}",
            static provider => provider.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled);
    }

    private static void AddOutgoingCalls(this IServiceCollection services)
    {
        // First the factory: its logging filter must stand before ours, so that its outer log scope holds all attempts.
        services.AddHttpClient();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResilienceMetrics>();
        services.TryAddSingleton<RetryBudgets>();
        services.TryAddSingleton<DestinationParts>();
        services.TryAddSingleton<OutgoingClients>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, OutgoingCallHandlerFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HttpClientFactoryOptions>, ClientTimeoutSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HttpClientFactoryOptions>, ClientTimeoutSetup>());
        services.AddPlatformHealthCheck<BreakerHealthCheck>(
            BreakerHealthCheck.Name, static provider => provider.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled);
    }

    private static void AddPipelines(this IServiceCollection services)
    {
        services.AddNamedPlatformOptions<PipelineOptions>(
            PipelineOptions.Section, PipelineOptions.PipelinesSection, static (section, options) => section.Bind(options));
        services.AddSingleton<IValidateOptions<PipelineOptions>>(static provider => new CallOptionsValidator<PipelineOptions>(
            PipelineOptions.PipelinesSection, provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<PlatformPipelines>();
        services.TryAddSingleton<IPlatformPipelines>(static provider => provider.GetRequiredService<PlatformPipelines>());
        services.TryAddSingleton<KnownDestinations>();
        services.AddHostedService(static provider => provider.GetRequiredService<KnownDestinations>());
    }
}
