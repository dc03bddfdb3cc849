using System.Net.Sockets;
using Grocery.Platform.Testing.Processes;

namespace Grocery.Platform.Testing.Instances;

/// <summary>A process of the service under test, whose settings file the suite may change.</summary>
internal sealed class ExecutableInstance(ServiceProcess process, ContentFolder content, Uri address, Uri? management, TimeSpan patience)
    : Instance(address, management, patience)
{
    private readonly TimeSpan _patience = patience;

    public ServiceProcess Process => process;

    public ContentFolder Content => content;

    /// <summary>Waits until the port is open.</summary>
    /// <exception cref="PortTakenException">Another process was quicker.</exception>
    /// <exception cref="InvalidOperationException">The service ended.</exception>
    public async Task ListensAsync(CancellationToken cancellationToken)
    {
        await Eventually.HoldsAsync(
            async () => process.HasExited || await IsOpenAsync(cancellationToken).ConfigureAwait(false),
            $"the service listens on {Service.Address}; it printed:\n{process}",
            _patience).ConfigureAwait(false);
        if (!process.HasExited)
            return;

        var code = await process.ExitAsync(_patience).ConfigureAwait(false);
        var text = process.ToString();
        throw text.Contains("address already in use", StringComparison.OrdinalIgnoreCase)
            ? new PortTakenException($"Another process took the port of {Service.Address} meanwhile.\n{text}")
            : new InvalidOperationException($"The service ended with the exit code {code} before it listened on {Service.Address}. It printed:\n{text}");
    }

    protected override async ValueTask EndAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        content.Dispose();
    }

    private async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Service.Address.Host, Service.Address.Port, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
