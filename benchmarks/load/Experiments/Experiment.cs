using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>One way to compare the stacks.</summary>
/// <param name="settings">What was asked for.</param>
/// <param name="collector">Takes the telemetry of the services.</param>
/// <param name="progress">Learns how far it is.</param>
internal abstract class Experiment(ComparisonSettings settings, Collector collector, TextWriter progress)
{
    public const string Load = "load";
    public const string Startup = "startup";
    public const string Drain = "drain";
    public const string Stdout = "stdout";
    public const string Soak = "soak";

    public static IReadOnlyList<string> Names { get; } = [Load, Startup, Drain, Stdout, Soak];

    /// <summary>Gets how many rounds it takes.</summary>
    public abstract int Rounds { get; }

    protected ComparisonSettings Settings => settings;

    protected Collector Collector => collector;

    public static Experiment Create(string name, ComparisonSettings settings, Collector collector, TextWriter progress) => name switch
    {
        Load => new LoadExperiment(settings, collector, progress),
        Startup => new StartupExperiment(settings, collector, progress),
        Drain => new DrainExperiment(settings, collector, progress),
        Stdout => new StdoutExperiment(settings, collector, progress),
        Soak => new SoakExperiment(settings, collector, progress),
        _ => throw new ComparisonException($"There is no experiment '{name}'; allowed: {string.Join(", ", Names)}."),
    };

    public abstract Task<Readings> RunAsync(CancellationToken stop);

    /// <summary>Lets every stack have its turn in each round, in an order that is shuffled anew, so that none always comes after the same one.</summary>
    protected static async Task AlternateAsync<T>(IEnumerable<T> all, int rounds, Func<T, int, Task> measure)
    {
        var order = all.ToArray();
        for (var round = 1; round <= rounds; round++)
        {
            Random.Shared.Shuffle(order);
            foreach (var one in order)
                await measure(one, round);
        }
    }

    /// <summary>Gets the stacks that were asked for, without those that differ only in the ratio of traces.</summary>
    protected IEnumerable<Stack> DistinctStacks() => settings.Stacks.Where(stack => stack.IsDistinct);

    protected Task SayAsync(string text) => progress.WriteLineAsync(text);
}
