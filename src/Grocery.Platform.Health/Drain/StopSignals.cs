using System.Runtime.InteropServices;

namespace Grocery.Platform.Health.Drain;

/// <summary>
/// Tells of a signal to stop that comes while the service stops. The host's own lifetime takes the first, and every further one without
/// doing anything.
/// </summary>
internal sealed class StopSignals(DrainState state) : IDisposable
{
    // A wrapper that passes signals on to its process group delivers the first one twice.
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly List<PosixSignalRegistration> _registrations = [];

    public void Watch(Action another)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            // Not cancelled here: without a lifetime that takes the signal, it is to end the process as it always does.
            _registrations.Add(PosixSignalRegistration.Create(signal, _ =>
            {
                if (state.HasBegun && state.Elapsed >= Echo)
                    another();
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
