using Grocery.Platform.Resilience;
using Grocery.Platform.Resilience.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform;

/// <summary>Says which failures of a pipeline may pass.</summary>
public static class PlatformPipelineServiceCollectionExtensions
{
    /// <summary>
    /// Says which exceptions of a pipeline of <see cref="IPlatformPipelines"/> are retried and count for its breaker. Without it these are
    /// time-outs, <see cref="System.Data.Common.DbException"/> that is transient, <see cref="HttpRequestException"/> of a transient
    /// kind, <see cref="System.Net.Sockets.SocketException"/> and <see cref="IOException"/>.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name of the pipeline. Of two calls for one name the last counts.</param>
    /// <param name="isTransient">Says whether a failure may pass; one that throws says no. Time-outs of the pipeline itself always
    /// may; what a breaker or a limit rejected never does.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty.</exception>
    /// <exception cref="ArgumentNullException">Another argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformPipeline(this IServiceCollection services, string name, Func<Exception, bool> isTransient)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(isTransient);

        return services.AddSingleton(new PipelineFailures(name, isTransient));
    }
}
