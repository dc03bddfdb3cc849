using System.Globalization;
using Grocery.Platform.Testing.Processes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Testing.Instances;

/// <summary>A service in this process, on Kestrel: the test server has no ports, and the platform tells its endpoints apart by them.</summary>
internal sealed class HostedService<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory) : ServiceUnderTest
    where TEntryPoint : class
{
    private const int Attempts = 3;

    internal override ConformanceNeeds Gives => ConformanceNeeds.Management | ConformanceNeeds.Start;

    internal override string Description => "run in this process";

    internal override async Task<Instance> StartAsync(StartSettings settings, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(settings, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception) when (exception.InnerException is AddressInUseException && attempt < Attempts)
            {
                // Another process was quicker: other ports, then.
            }
        }
    }

    private static Uri At(int port) => new($"http://127.0.0.1:{port}/");

    private async Task<HostedInstance> StartOnceAsync(StartSettings settings, CancellationToken cancellationToken)
    {
        var (port, management) = (FreePort.Next(), FreePort.Next());
        var started = factory.WithWebHostBuilder(host =>
        {
            // As an executable runs; the factory's own is Development, which shows exceptions to callers.
            host.UseEnvironment(Environments.Production);
            foreach (var (key, value) in settings.Configuration)
                host.UseSetting(key, value);

            host.UseSetting("urls", At(port).ToString());
            host.UseSetting("Platform:Management:Port", management.ToString(CultureInfo.InvariantCulture));
        });
        try
        {
            started.UseKestrel();
            // Blocks until the service listens, or throws what stopped its start.
            await Task.Run(started.StartServer, cancellationToken).WaitAsync(settings.Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return new HostedInstance(started, At(port), At(management), settings.Patience);
        }
        catch
        {
            await started.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class HostedInstance(WebApplicationFactory<TEntryPoint> started, Uri address, Uri management, TimeSpan patience)
        : Instance(address, management, patience)
    {
        protected override ValueTask EndAsync() => started.DisposeAsync();
    }
}
