using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Silences the framework's own providers, so that an event is one line; they come back when JSON logging is switched off.</summary>
internal static class FrameworkProviders
{
    private const string Assemblies = "Microsoft.Extensions.Logging.";

    public static void Silence(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { ServiceType: var type, IsKeyedService: false, ImplementationType: { } provider }
                && type == typeof(ILoggerProvider)
                && provider.Assembly.GetName().Name?.StartsWith(Assemblies, StringComparison.Ordinal) == true)
            {
                services[i] = WhenSwitchedOff(services[i]);
            }
        }
    }

    private static ServiceDescriptor WhenSwitchedOff(ServiceDescriptor service) =>
        ServiceDescriptor.Singleton<ILoggerProvider>(services => LoggingSetup.IsOn(services)
            ? NullLoggerProvider.Instance
            : (ILoggerProvider)ActivatorUtilities.CreateInstance(services, service.ImplementationType!));
}
