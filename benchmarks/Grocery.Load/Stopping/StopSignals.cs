using System.Runtime.InteropServices;

namespace Grocery.Load.Stopping;

/// <summary>The order to stop: the first signal asks, the second one insists.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly TaskCompletionSource _insisted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
    ];

    public CancellationToken Asked => _asked.Token;

    /// <summary>Gets a task that ends with the second signal.</summary>
    public Task Insisted => _insisted.Task;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _asked.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_asked.IsCancellationRequested)
            _insisted.TrySetResult();
        else
            _asked.Cancel();
    }
}
