using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Endpoints;

/// <summary>Stops the start when Kestrel did not open the management port: endpoints listed in code override every address.</summary>
internal sealed class ManagementPortCheck(IServiceProvider services, IOptions<ManagementOptions> management) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (management.Value.Port is { } port
            && services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>() is { Addresses.Count: > 0 } server
            && !server.Addresses.Any(address => BindingAddress.Parse(address).Port == port))
        {
            throw new PlatformConfigurationException([new ConfigurationProblem(
                $"{ManagementOptions.Section}:{nameof(ManagementOptions.Port)}",
                $"{port}",
                $"a port that the server opens; it listens only on {string.Join(", ", server.Addresses)}",
                $"Endpoints listed in code replace all addresses: add options.ListenAnyIP({port}) there, or configure the service's port by ASPNETCORE_HTTP_PORTS.").ToString()]);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
