using Grocery.Platform.Health;
using Grocery.Platform.Health.Warmup;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform;

/// <summary>Adds warm-up tasks.</summary>
public static class WarmupServiceCollectionExtensions
{
    /// <summary>Adds work to be done before the service is ready; see <see cref="IWarmupTask"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name, by which <c>Platform:Health:Warmup:Tasks:&lt;name&gt;</c> configures it. Unique within a service.</param>
    /// <param name="run">Does the work, with a scope of services of its own. Its token is cancelled after the time-out.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddWarmup(
        this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);

        return services.AddSingleton<IWarmupTask>(
            provider => new DelegateWarmupTask(name, run, provider.GetRequiredService<IServiceScopeFactory>()));
    }
}
