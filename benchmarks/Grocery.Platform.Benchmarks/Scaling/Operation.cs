namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>Something whose cost is measured at each size.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Wanted">The worst shape that is good enough.</param>
/// <param name="RunAsync">Does it so many times.</param>
internal sealed record Operation(string Name, Shape Wanted, Func<int, Task> RunAsync)
{
    /// <summary>Gets what goes before each measurement and is not part of it. With it an operation runs once for each measurement.</summary>
    public Action? Prepare { get; init; }

    /// <summary>Gets how many times it runs at least.</summary>
    public int Fewest { get; init; } = 1;

    public static Operation Of(string name, Shape wanted, Action<int> run) => new(
        name,
        wanted,
        count =>
        {
            for (var i = 0; i < count; i++)
                run(i);

            return Task.CompletedTask;
        });

    public static Operation Of(string name, Shape wanted, Func<int, Task> run) => new(
        name,
        wanted,
        async count =>
        {
            for (var i = 0; i < count; i++)
                await run(i);
        });
}
