using System.Globalization;
using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.Testing.Instances;

/// <summary>A service as a process of its own, which the suite configures by the environment and by its settings file.</summary>
internal sealed class ExecutableService(string path, IReadOnlyDictionary<string, string?> environment) : ServiceUnderTest
{
    private const int Attempts = 3;

    internal override ConformanceNeeds Gives => ConformanceNeeds.Management | ConformanceNeeds.Start | ConformanceNeeds.Process;

    internal override string Description => "an executable";

    internal override async Task<Instance> StartAsync(StartSettings settings, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(settings, cancellationToken).ConfigureAwait(false);
            }
            catch (PortTakenException) when (attempt < Attempts)
            {
                // Other ports, then.
            }
        }
    }

    private static Uri At(int port) => new($"http://127.0.0.1:{port}/");

    private async Task<ExecutableInstance> StartOnceAsync(StartSettings settings, CancellationToken cancellationToken)
    {
        var (port, management) = (FreePort.Next(), FreePort.Next());
        var content = ContentFolder.Of(Path.GetDirectoryName(path)!);
        var all = new Dictionary<string, string?>(environment)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ASPNETCORE_CONTENTROOT"] = content.Path,
            ["Platform__Management__Port"] = management.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in settings.Configuration)
            all[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        var instance = new ExecutableInstance(
            ServiceProcess.Start(path, all), content, At(port), At(management), settings.Patience);
        try
        {
            if (settings.MustListen)
                await instance.ListensAsync(cancellationToken).ConfigureAwait(false);

            return instance;
        }
        catch
        {
            await instance.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
