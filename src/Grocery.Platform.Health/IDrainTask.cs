namespace Grocery.Platform.Health;

/// <summary>
/// Ends work that does not come as requests, such as a queue consumer or a schedule, when the service stops. Register any number as
/// singletons of this interface, or by <c>services.AddDrainTask(...)</c>. They run once, in parallel, after the drain window and before
/// the server closes its port.
/// </summary>
public interface IDrainTask
{
    /// <summary>Gets the name, which logs and <c>/health/drain</c> tell. Unique within a service.</summary>
    string Name { get; }

    /// <summary>Takes no further work, and finishes what has begun.</summary>
    /// <param name="cancellationToken">Cancelled when half of what is left of the stop's budget is used up, or another signal to stop came; a
    /// second later the task is left to itself.</param>
    /// <returns>A task that ends when nothing is in work any more.</returns>
    Task RunAsync(CancellationToken cancellationToken);
}
