using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Console;

/// <summary>Looks at one service again and again, and tells what changed.</summary>
internal sealed class ServiceWatch(SupervisedService service, Func<Uri, string> nameOf, Happenings happenings, TimeProvider time) : IDisposable
{
    private static readonly Dictionary<string, bool?> NoProbes = new() { ["live"] = null, ["ready"] = null, ["startup"] = null };

    private readonly ServiceProbe _probe = new();
    private volatile ServicePicture? _picture;
    private DateTimeOffset? _unwellSince;

    public ServicePicture Picture => _picture ?? Draw(Find(), NoProbes, [], []);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var before = _picture;
        var instance = Find();
        if (instance is null || instance.Process.HasExited)
        {
            _picture = Draw(null, NoProbes, [], []);
        }
        else
        {
            var probes = _probe.ReadProbesAsync(instance, cancellationToken);
            var calls = _probe.ReadCallsAsync(service.Name, instance, nameOf, cancellationToken);
            var faults = _probe.ReadFaultsAsync(service.Name, instance, cancellationToken);
            _picture = Draw(instance, await probes, await calls, await faults);
        }

        if (before is not null)
            Tell(before, _picture);
    }

    public void Dispose() => _probe.Dispose();

    private static string StateOf(ServiceInstance? instance, bool? isReady, ServicePhase phase) =>
        instance is null || instance.Process.HasExited ? ServicePicture.Down
        : instance.IsPaused ? ServicePicture.Paused
        : isReady is true ? ServicePicture.Ready
        : phase is ServicePhase.Starting or ServicePhase.Restarting ? ServicePicture.Starting
        : ServicePicture.NotReady;

    private ServiceInstance? Find()
    {
        try
        {
            return service.Current;
        }
        catch (ShopException)
        {
            return null;
        }
    }

    private ServicePicture Draw(
        ServiceInstance? instance, IReadOnlyDictionary<string, bool?> probes, IReadOnlyList<CallPicture> calls, IReadOnlyList<string> faults) => new(
        service.Name,
        service.Address,
        instance?.ManagementAddress,
        service.Balancer.Port,
        StateOf(instance, probes["ready"], service.Phase),
        probes,
        instance?.Process.Id,
        instance is null ? 0 : Math.Round((time.GetUtcNow() - instance.StartedAt).TotalSeconds),
        service.Restarts,
        service.Phase == ServicePhase.Deploying,
        calls,
        faults);

    private void Tell(ServicePicture before, ServicePicture now)
    {
        if (before.State != now.State)
            TellState(before, now);
        else if (before.Pid != now.Pid && now.State == ServicePicture.Ready)
            happenings.Add("good", $"{now.Name} was replaced by a new process, pid {now.Pid}, and was never away.");

        foreach (var call in now.Calls)
        {
            var breaker = before.Calls.FirstOrDefault(other => (other.Client, other.To) == (call.Client, call.To))?.Breaker ?? "closed";
            if (breaker != call.Breaker)
                TellBreaker(call);
        }
    }

    private void TellState(ServicePicture before, ServicePicture now)
    {
        if (now.State == ServicePicture.Ready)
        {
            var pause = _unwellSince is { } since ? $" after {(time.GetUtcNow() - since).TotalSeconds:0} s" : "";
            happenings.Add("good", $"{now.Name} is ready again{pause}{(now.Pid == before.Pid ? "" : $", as pid {now.Pid}")}.");
            _unwellSince = null;
            return;
        }

        if (before.State == ServicePicture.Ready)
            _unwellSince = time.GetUtcNow();
        if (now.State == ServicePicture.Down)
            happenings.Add("bad", $"{now.Name} is down. It is started again.");
        else if (now.State == ServicePicture.NotReady)
            happenings.Add("bad", $"{now.Name} is not ready: new connections go to nobody until it is.");
    }

    private void TellBreaker(CallPicture call)
    {
        var (mood, text) = call.Breaker switch
        {
            "closed" => ("good", $"{call.From} calls {call.To} again: the breaker is closed."),
            "half_open" => ("plain", $"{call.From} tries {call.To} with single calls: the breaker is half open."),
            _ => ("bad", $"{call.From} stopped calling {call.To}: the breaker is {call.Breaker}."),
        };
        happenings.Add(mood, text);
    }
}
