using System.Runtime.InteropServices;

namespace Grocery.Platform.Health.Drain;

/// <summary>
/// Tells of the second signal to stop. The host's own lifetime takes the first, and every further one without doing anything.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;

    public void Watch(Action second)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            // Not cancelled here: without a lifetime that takes the signal, it is to end the process as it always does.
            _registrations.Add(PosixSignalRegistration.Create(signal, _ =>
            {
                if (Interlocked.Increment(ref _count) == 2)
                    second();
            }));
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _registrations.Clear();
    }
}
