namespace Grocery.Platform.Health.Drain;

/// <summary>A task that is written where it is registered.</summary>
internal sealed class DelegateDrainTask(string name, Func<CancellationToken, Task> run) : IDrainTask
{
    public string Name => name;

    public Task RunAsync(CancellationToken cancellationToken) => run(cancellationToken);
}
