using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Grocery.Platform.Binding;
using Grocery.Platform.Binding.Shapes;
using Grocery.Platform.Reloads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>Registers options that are bound from the configuration, validated together at start, and known to the boot report.</summary>
public static class PlatformOptionsServiceCollectionExtensions
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a section and validates its attributes. An invalid value stops the start with
    /// the one <see cref="PlatformConfigurationException"/> that lists the problems of all options. The instance that was validated while the host
    /// was built is the one that <see cref="IOptions{TOptions}"/> and <see cref="LiveOptions{TOptions}"/> give until a reload: never change it, and
    /// add configuration before. Calling twice equals calling once.
    /// </summary>
    /// <typeparam name="TOptions">A class of scalar properties and lists, with its defaults on the properties.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, such as <c>Platform:Observability:Sampling</c>.</param>
    /// <param name="bind">Binds a section to an instance: <c>static (section, options) =&gt; section.Bind(options)</c>, written
    /// out at the call so that the configuration source generator can replace it.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">The class is bound from another section already.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    TOptions>(this IServiceCollection services, string section, Action<IConfiguration, TOptions> bind)
        where TOptions : class => services.AddDefinition(section, null, ObjectShape.Flat<TOptions>, bind);

    /// <summary>
    /// Binds a class of the service's own to a section and validates it by its attributes, by <see cref="IValidatableObject"/> and by every
    /// registered <see cref="IValidateOptions{TOptions}"/>, with all that is nested in it. An invalid value stops the start with the one
    /// <see cref="PlatformConfigurationException"/> that lists the problems of all options; after the start an invalid reload leaves the last
    /// valid values in <see cref="IOptionsMonitor{TOptions}"/>, <see cref="IOptionsSnapshot{TOptions}"/> and <see cref="LiveOptions{TOptions}"/>.
    /// Calling twice equals calling once.
    /// </summary>
    /// <typeparam name="TOptions">A class with its defaults on the properties.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section, such as <c>Checkout</c>.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">The class is bound from another section already.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    [RequiresUnreferencedCode("Binds by reflection; give the overload with a delegate to a service that is trimmed.")]
    [RequiresDynamicCode("Binds by reflection; give the overload with a delegate to a service that is compiled ahead of time.")]
    public static IServiceCollection AddPlatformOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
    TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddDefinition<TOptions>(section, null, static () => new ShapeReader().ReadObject(typeof(TOptions)), ConfigurationBinder.Bind);

    /// <summary>
    /// Like <see cref="AddPlatformOptions{TOptions}(IServiceCollection, string, Action{IConfiguration, TOptions})"/>, with a named instance for every child of <paramref name="namedSection"/>;
    /// what a child does not set comes from <paramref name="section"/>.
    /// </summary>
    /// <typeparam name="TOptions">A class of scalar properties and lists, with its defaults on the properties.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section of the defaults, such as <c>Platform:Resilience:Defaults</c>.</param>
    /// <param name="namedSection">The section whose children are the instances, such as <c>Platform:Resilience:Clients</c>.</param>
    /// <param name="bind">Binds a section to an instance; see <see cref="AddPlatformOptions{TOptions}(IServiceCollection, string, Action{IConfiguration, TOptions})"/>.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">The class is bound from another section already.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddNamedPlatformOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    TOptions>(this IServiceCollection services, string section, string namedSection, Action<IConfiguration, TOptions> bind)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(namedSection);

        return services.AddDefinition(section, namedSection, ObjectShape.Flat<TOptions>, bind);
    }

    /// <summary>Gets the one registry of secret values of these services; adds it when it is missing.</summary>
    /// <param name="services">The services to look in.</param>
    /// <returns>The registry, which can be filled while the host is still being built.</returns>
    /// <exception cref="InvalidOperationException">It is registered as a type or a factory.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static SecretValues AddSecretValues(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddSingleton(new SecretValues());
        return services.Last(service => service.ServiceType == typeof(SecretValues)).ImplementationInstance as SecretValues
            ?? throw new InvalidOperationException(
                $"{nameof(SecretValues)} is registered by type or factory, and must be an instance. Remove that; {nameof(AddSecretValues)}() registers it.");
    }

    /// <summary>Validates all platform options now. The work is done once; the start does it in any case.</summary>
    /// <param name="services">The built services.</param>
    /// <exception cref="PlatformConfigurationException">At least one option is invalid; the exception lists every problem.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static void ValidatePlatformOptions(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.GetService<OptionsValidation>()?.ThrowIfInvalid();
    }

    /// <summary>Finds the keys under <c>Platform</c> that nothing reads, each with the nearest known key.</summary>
    /// <param name="services">The built services.</param>
    /// <returns>The unknown keys in ordinal order; empty when there are none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<UnknownConfigurationKey> FindUnknownPlatformKeys(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);

        return services.GetService<UnknownKeys>()?.Find() ?? [];
    }

    private static IServiceCollection AddDefinition<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    TOptions>(this IServiceCollection services, string section, string? namedSection, Func<ObjectShape> shape, Action<IConfiguration, TOptions> bind)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(section);
        ArgumentNullException.ThrowIfNull(bind);

        if (services.Select(service => service.ImplementationInstance).OfType<OptionsDefinition<TOptions>>().FirstOrDefault() is { } known)
        {
            return known.Section.Equals(section, StringComparison.OrdinalIgnoreCase)
                ? services
                : throw new InvalidOperationException(
                    $"{typeof(TOptions).Name} is bound from {known.Section} already, and cannot be bound from {section} too. Give the other section a class of its own.");
        }

        var definition = new OptionsDefinition<TOptions>(section, namedSection, shape(), bind);
        services.AddOptions().AddMetrics().AddSecretValues();
        services.AddSingleton<OptionsDefinition>(definition);
        services.AddSingleton(provider => new BoundOptions<TOptions>(
            definition,
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<SecretValues>(),
            provider.GetRequiredService<OptionsValidation>()));

        // Closed, and by factories: the open ones of the framework are made by reflection, for each class anew, which a start feels.
        services.TryAddSingleton<IOptionsFactory<TOptions>>(provider => new OptionsFactory<TOptions>(
            provider.GetServices<IConfigureOptions<TOptions>>(),
            provider.GetServices<IPostConfigureOptions<TOptions>>(),
            provider.GetServices<IValidateOptions<TOptions>>()));
        services.AddSingleton(provider => new StartOptions<TOptions>(
            provider.GetRequiredService<IOptionsFactory<TOptions>>(),
            provider.GetRequiredService<IConfiguration>(),
            provider.GetServices<IOptionsChangeTokenSource<TOptions>>()));
        services.TryAddSingleton<IOptions<TOptions>>(provider => provider.GetRequiredService<StartOptions<TOptions>>());
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => provider.GetRequiredService<BoundOptions<TOptions>>());
        services.AddSingleton<IValidateOptions<TOptions>>(provider => provider.GetRequiredService<BoundOptions<TOptions>>());
        services.AddLive(definition);
        services.TryAddSingleton<OptionsValidation>();
        services.TryAddSingleton<UnknownKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OptionsValidationService>());
        return services;
    }

    private static void AddLive<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    TOptions>(this IServiceCollection services, OptionsDefinition<TOptions> definition)
        where TOptions : class
    {
        services.AddSingleton(provider => new LiveOptions<TOptions>(
            definition,
            provider.GetRequiredService<IConfiguration>(),
            provider.GetRequiredService<IOptionsFactory<TOptions>>(),
            provider.GetRequiredService<StartOptions<TOptions>>(),
            provider.GetServices<IOptionsChangeTokenSource<TOptions>>(),
            provider.GetRequiredService<OptionsValidation>(),
            provider.GetRequiredService<RejectedOptions>(),
            provider.GetRequiredService<SecretValues>(),
            new Lazy<ILogger>(() => provider.GetService<ILoggerFactory>()?.CreateLogger(Log.Category) ?? NullLogger.Instance)));
        services.AddSingleton<IOptionsMonitor<TOptions>>(provider => new LiveOptionsMonitor<TOptions>(provider.GetRequiredService<LiveOptions<TOptions>>()));
        services.AddScoped<IOptionsSnapshot<TOptions>>(provider => new LiveOptionsSnapshot<TOptions>(provider.GetRequiredService<LiveOptions<TOptions>>()));
        if (services.Any(service => service.ServiceType == typeof(RejectedOptions)))
            return;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RejectedOptions>();
        services.AddPlatformHealthCheck<OptionsHealthCheck>(OptionsHealthCheck.Name, static _ => true);
    }
}
