namespace Grocery.Platform.Health;

/// <summary>
/// Work to be done before the service takes requests, such as filling a cache or opening connections. Register any number as singletons of
/// this interface, or by <c>services.AddWarmup(...)</c>. They run once, in parallel, while the server already answers probes, and
/// readiness waits for them; <see cref="WarmupOptions"/> holds the time-out, and whether a failure stops the start.
/// </summary>
public interface IWarmupTask
{
    /// <summary>Gets the name, by which <c>Platform:Health:Warmup:Tasks:&lt;name&gt;</c> configures it. Unique within a service.</summary>
    string Name { get; }

    /// <summary>Does the work.</summary>
    /// <param name="cancellationToken">Cancelled after the time-out, and when the service is told to stop.</param>
    /// <returns>A task that ends when the work is done.</returns>
    Task RunAsync(CancellationToken cancellationToken);
}
