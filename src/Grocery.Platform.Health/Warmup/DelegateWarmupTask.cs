using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Health.Warmup;

/// <summary>A task that is written where it is registered.</summary>
internal sealed class DelegateWarmupTask(string name, Func<IServiceProvider, CancellationToken, Task> run, IServiceScopeFactory scopes)
    : IWarmupTask
{
    public string Name => name;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await run(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
    }
}
