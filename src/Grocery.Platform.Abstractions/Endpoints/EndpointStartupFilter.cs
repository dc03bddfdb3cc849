using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Grocery.Platform.Endpoints;

/// <summary>Puts <see cref="EndpointMiddleware"/> first, and the management port among the server's addresses.</summary>
internal sealed class EndpointStartupFilter(EndpointTable table) : IStartupFilter
{
    // Kestrel listens here when nothing is configured; with an address of ours among them, the list is no longer empty.
    private const string KestrelDefault = "http://localhost:5000";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (table.ManagementPort is { } port && app.ServerFeatures.Get<IServerAddressesFeature>() is { } server)
            AddManagementPort(server.Addresses, port);

        app.UseMiddleware<EndpointMiddleware>();
        next(app);
    };

    private static void AddManagementPort(ICollection<string> addresses, int port)
    {
        if (addresses.Any(address => BindingAddressPort(address) == port))
        {
            throw new PlatformConfigurationException([new ConfigurationProblem(
                $"{ManagementOptions.Section}:{nameof(ManagementOptions.Port)}",
                $"{port}",
                $"a port that the service itself does not use ({string.Join(", ", addresses)})",
                "Choose another port, or remove the key to answer the platform's endpoints on the service port.").ToString()]);
        }

        if (addresses.Count == 0)
            addresses.Add(KestrelDefault);

        addresses.Add($"http://*:{port}");
    }

    private static int BindingAddressPort(string address) => Microsoft.AspNetCore.Http.BindingAddress.Parse(address).Port;
}
