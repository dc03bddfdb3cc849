using Grocery.AppHost.Balancing;

namespace Grocery.AppHost.Shop;

/// <summary>
/// A service behind its balancer, as an orchestrator keeps it: started again when it dies, replaced without a gap when it is deployed.
/// <see cref="Current"/> is set by whoever holds the lock of changes.
/// </summary>
internal sealed class SupervisedService(
    ShopService service, TcpBalancer balancer, ServiceEnvironment environment, string logFolder, TextWriter output) : IAsyncDisposable
{
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ServiceInstance> _instances = [];
    private readonly RestartBackoff _backoff = new();
    private volatile ServiceInstance? _current;
    private Task _supervising = Task.CompletedTask;
    private int _restarts;

    public string Name => service.Name;

    /// <summary>Gets the address at which people and other services reach it.</summary>
    public Uri Address => new($"http://127.0.0.1:{balancer.Port}");

    /// <summary>Gets a path to try.</summary>
    public Uri Sample => new(Address, service.Sample);

    public bool HasDatabase => service.Database is not null;

    public TcpBalancer Balancer => balancer;

    /// <summary>Gets the process that answers, or that will.</summary>
    /// <exception cref="ShopException">There is none.</exception>
    public ServiceInstance Current => _current ?? throw new ShopException($"{Name} does not run.");

    public ServicePhase Phase { get; private set; } = ServicePhase.Starting;

    /// <summary>Gets how often it died and was started again.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>Starts the first process, and watches over it from when it is ready.</summary>
    /// <exception cref="ShopException">It ended, or was not ready in time.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _current = await LaunchAsync();
        await BringInAsync(_current, cancellationToken);
        SettlePhase();
        _supervising = SuperviseAsync();
    }

    /// <summary>Kills the process; the supervisor starts another one.</summary>
    public Task KillAsync() => Current.Process.KillAsync();

    /// <summary>Starts a new process, brings it into rotation, and asks the old one to stop.</summary>
    /// <exception cref="ShopException">The new one does not become ready; the old one goes on.</exception>
    public async Task DeployAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _changing.WaitAsync(either.Token);
        try
        {
            Phase = ServicePhase.Deploying;
            var old = Current;
            var next = await LaunchAsync();
            try
            {
                await BringInAsync(next, either.Token);
            }
            catch
            {
                await next.Process.KillAsync();
                await DiscardAsync(next);
                throw;
            }

            // The old one stays in rotation until its readiness probe says that it stops.
            _current = next;
            await DiscardAsync(old);
        }
        finally
        {
            SettlePhase();
            _changing.Release();
        }
    }

    /// <summary>Stops all processes and the supervisor.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervising;
        await _changing.WaitAsync(CancellationToken.None);
        await Task.WhenAll(_instances.ToArray().Select(DiscardAsync));
        _changing.Dispose();
        _stopping.Dispose();
    }

    private async Task<ServiceInstance> LaunchAsync()
    {
        var instance = await ServiceInstance.StartAsync(service, environment, logFolder);
        lock (_instances)
            _instances.Add(instance);

        return instance;
    }

    private async Task DiscardAsync(ServiceInstance instance)
    {
        await instance.StopAsync();
        await instance.Watching;
        lock (_instances)
            _instances.Remove(instance);

        instance.Dispose();
    }

    private async Task BringInAsync(ServiceInstance instance, CancellationToken cancellationToken)
    {
        await instance.WaitUntilReadyAsync(cancellationToken);
        balancer.Add(instance.Port);
        instance.Watching = WatchReadinessAsync(instance);
    }

    private void SettlePhase() => Phase = Current.Process.HasExited ? ServicePhase.Restarting : ServicePhase.Running;

    private async Task WatchReadinessAsync(ServiceInstance instance)
    {
        while (!instance.Process.HasExited && !_stopping.IsCancellationRequested)
        {
            balancer.SetReady(instance.Port, await instance.IsReadyAsync(CancellationToken.None));
            await Task.WhenAny(instance.Process.Exited, Task.Delay(ProbePeriod, TimeProvider.System));
        }

        balancer.Remove(instance.Port);
    }

    private async Task SuperviseAsync()
    {
        ServiceInstance? before = null;
        try
        {
            while (true)
            {
                var instance = Current;
                await instance.Process.Exited.WaitAsync(_stopping.Token);
                if (instance != Current)
                    continue;

                // When no other could be launched it is the same once more, whose life has counted already.
                await StartAgainAsync(instance, _backoff.After(instance == before ? TimeSpan.Zero : instance.Lived));
                before = instance;
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The shop closes.
        }
    }

    private async Task StartAgainAsync(ServiceInstance dead, TimeSpan delay)
    {
        Phase = ServicePhase.Restarting;
        await output.WriteLineAsync($"{dead.Process.DescribeEnd()}\nIt is started again in {delay.TotalSeconds} s.");
        await Task.Delay(delay, TimeProvider.System, _stopping.Token);
        await _changing.WaitAsync(_stopping.Token);
        try
        {
            // Unless a deployment has replaced it meanwhile.
            if (dead == Current)
                await ReplaceAsync(dead);
        }
        finally
        {
            SettlePhase();
            _changing.Release();
        }
    }

    private async Task ReplaceAsync(ServiceInstance dead)
    {
        Phase = ServicePhase.Restarting;
        try
        {
            _current = await LaunchAsync();
            Interlocked.Increment(ref _restarts);
            await DiscardAsync(dead);
            await BringInAsync(_current, _stopping.Token);
            await output.WriteLineAsync($"{Name} runs again.");
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            // When the new one has ended, the supervisor's next turn tells how.
            if (!Current.Process.HasExited || _current == dead)
                await output.WriteLineAsync($"{Name} was not started: {exception.Message}");

            await Current.Process.KillAsync();
        }
    }
}
