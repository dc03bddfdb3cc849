using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Faults;

/// <summary>Requests that wait for their answer until this is disposed of.</summary>
internal sealed class HeldRequests : IDisposable
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FaultPlan _plan;

    public HeldRequests(FaultPlan plan) => (_plan, Fault) = (plan, Faults.Fault.Hold(_release.Task));

    public Func<HttpContext, CancellationToken, Task<bool>> Fault { get; }

    public void Dispose()
    {
        _plan.Remove(Fault);
        _release.TrySetResult();
    }
}
