using Grocery.Platform.Health;
using Grocery.Platform.Health.Drain;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform;

/// <summary>Adds drain tasks.</summary>
public static class DrainServiceCollectionExtensions
{
    /// <summary>Adds the end of work that does not come as requests; see <see cref="IDrainTask"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name, which logs and <c>/health/drain</c> tell. Unique within a service.</param>
    /// <param name="run">Takes no further work, and finishes what has begun. Gets the services of the host, not a scope.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddDrainTask(
        this IServiceCollection services, string name, Func<IServiceProvider, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);

        return services.AddSingleton<IDrainTask>(provider => new DelegateDrainTask(name, token => run(provider, token)));
    }
}
