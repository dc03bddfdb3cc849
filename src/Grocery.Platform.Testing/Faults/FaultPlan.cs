using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Faults;

/// <summary>What is to go wrong with the next requests, in the order in which it was planned. Safe for concurrent use.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];

    public void Add(Func<HttpContext, CancellationToken, Task<bool>> fault, int times, Func<ReceivedRequest, bool>? when)
    {
        lock (_lock)
            _planned.Add(new Planned(fault, when ?? (static _ => true)) { Left = times });
    }

    public void Remove(Func<HttpContext, CancellationToken, Task<bool>> fault)
    {
        lock (_lock)
            _planned.RemoveAll(planned => planned.Fault == fault);
    }

    public void Clear()
    {
        lock (_lock)
            _planned.Clear();
    }

    /// <summary>Uses up one turn of the first that is planned for a request.</summary>
    public Func<HttpContext, CancellationToken, Task<bool>>? Take(ReceivedRequest request)
    {
        lock (_lock)
        {
            if (_planned.Find(planned => planned.When(request)) is not { } next)
                return null;

            if (--next.Left == 0)
                _planned.Remove(next);

            return next.Fault;
        }
    }

    /// <summary>A fault answers the request, or returns <see langword="false"/>: the server is to answer it.</summary>
    private sealed class Planned(Func<HttpContext, CancellationToken, Task<bool>> fault, Func<ReceivedRequest, bool> when)
    {
        public Func<HttpContext, CancellationToken, Task<bool>> Fault => fault;

        public Func<ReceivedRequest, bool> When => when;

        public required int Left { get; set; }
    }
}
