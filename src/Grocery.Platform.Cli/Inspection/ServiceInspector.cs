using System.Runtime.CompilerServices;
using Grocery.Platform.Health;
using Grocery.Platform.Resilience;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Cli.Inspection;

/// <summary>Looks into the services of a host. Runs in the process of the service, on the versions of the packages that are there.</summary>
internal static class ServiceInspector
{
    public static ServiceInspection Inspect(object host)
    {
        var services = ((IHost)host).Services;
        List<string> unread = [];
        var inspection = new ServiceInspection { IsBuilt = true };

        // Each part by itself: a service may have some of the packages, and code of its own that fails.
        inspection = Try("the features", inspection, unread, () => WithFeatures(inspection, services));
        if (inspection.Identity is null)
            return inspection with { Unread = unread };

        inspection = Try("the stop", inspection, unread, () => inspection with { Stop = ReadStop(services) });
        inspection = Try("the defaults of clients", inspection, unread, () => inspection with { Defaults = ReadCalls(services, "") });
        inspection = Try("the clients", inspection, unread, () => inspection with { Clients = [.. ReadClients(services, unread)] });
        return inspection with { Unread = unread };
    }

    private static ServiceInspection Try(string what, ServiceInspection inspection, List<string> unread, Func<ServiceInspection> read)
    {
        try
        {
            return read();
        }
        catch (PlatformConfigurationException exception)
        {
            return inspection with { Problems = exception.Problems };
        }
        catch (Exception exception)
        {
            unread.Add($"{what}: {exception.GetType()}: {exception.Message}");
            return inspection;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServiceInspection WithFeatures(ServiceInspection inspection, IServiceProvider services)
    {
        if (services.GetService<ServiceIdentity>() is not { } identity)
            return inspection;

        services.ValidatePlatformOptions();
        var platform = typeof(ServiceIdentity).Assembly.GetName().Version?.ToString(3) ?? "unknown";
        return inspection with
        {
            Identity = new InspectedIdentity(identity.Name, identity.Version, identity.Environment, platform),
            Features =
            [
                .. services.GetServices<PlatformFeature>().OrderBy(feature => feature.Name, StringComparer.Ordinal)
                    .Select(feature => new InspectedFeature(feature.Name, feature.Enabled, feature.Key, feature.Reason)),
            ],
            UnknownKeys = [.. services.FindUnknownPlatformKeys().Select(key => new InspectedKey(key.Key, key.Nearest))],
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static InspectedStop ReadStop(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<HealthOptions>>().Value.Enabled,
        services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
        services.GetRequiredService<IOptions<DrainOptions>>().Value.StopTimeout,
        services.GetService<IOptions<ManagementOptions>>()?.Value.Port);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static InspectedCalls ReadCalls(IServiceProvider services, string name)
    {
        var isOn = services.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled;
        var options = services.GetRequiredService<IOptionsMonitor<HttpResilienceOptions>>().Get(name);
        var configuration = services.GetRequiredService<IConfiguration>();
        string[] sections = name.Length == 0 ? [HttpResilienceOptions.Section] : [HttpResilienceOptions.Section, $"{HttpResilienceOptions.ClientsSection}:{name}"];
        var isChosen = Array.Exists(sections, section => configuration[$"{section}:{nameof(HttpResilienceOptions.MaxRetries)}"] is not null);
        return new InspectedCalls(isOn && options.Enabled, options.Deadline, options.AttemptTimeout, options.MaxRetries, isChosen);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<InspectedClient> ReadClients(IServiceProvider services, List<string> unread)
    {
        var configured = services.GetRequiredService<IConfiguration>().GetSection(HttpResilienceOptions.ClientsSection).GetChildren().Select(child => child.Key).ToArray();
        var registered = services.GetServices<IConfigureOptions<HttpClientFactoryOptions>>().Select(NameOf).OfType<string>();
        var factory = services.GetRequiredService<IHttpMessageHandlerFactory>();
        foreach (var name in registered.Concat(configured).Append("").Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
        {
            string[] handlers = [];
            try
            {
                handlers = [.. HandlersOf(factory.CreateHandler(name))];
            }
            catch (Exception exception)
            {
                unread.Add($"the handlers of the client {name}: {exception.GetType()}: {exception.Message}");
            }

            yield return new InspectedClient(name, handlers, ReadCalls(services, name), configured.Contains(name, StringComparer.OrdinalIgnoreCase));
        }
    }

    // ConfigureNamedOptions<T> and those with dependencies have no base that holds the name.
    private static string? NameOf(IConfigureOptions<HttpClientFactoryOptions> configure) => configure.GetType().GetProperty("Name")?.GetValue(configure) as string;

    private static IEnumerable<string> HandlersOf(HttpMessageHandler handler)
    {
        for (var current = handler; current is not null; current = (current as DelegatingHandler)?.InnerHandler)
            yield return current.GetType().FullName ?? current.GetType().Name;
    }
}
