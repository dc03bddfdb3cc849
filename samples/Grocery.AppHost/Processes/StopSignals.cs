using System.Runtime.InteropServices;

namespace Grocery.AppHost.Processes;

/// <summary>The order to stop: the first signal asks, the second one insists.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly CancellationTokenSource _insisted = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
    ];

    public CancellationToken Asked => _asked.Token;

    public CancellationToken Insisted => _insisted.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _asked.Dispose();
        _insisted.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        (_asked.IsCancellationRequested ? _insisted : _asked).Cancel();
    }
}
