namespace Grocery.Load.Figures;

/// <summary>Watches what the generator itself needs: one that is busy measures itself.</summary>
internal sealed class GeneratorWatch(TimeProvider time)
{
    private const double BusyShare = 0.8;
    private static readonly TimeSpan LateLimit = TimeSpan.FromMilliseconds(20);

    private readonly long _began = time.GetTimestamp();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    /// <summary>Sums up since the watch was created.</summary>
    public GeneratorFigures Sum(LatencyHistogram lateness) => new(
        (Environment.CpuUsage.TotalTime - _cpu) / time.GetElapsedTime(_began), Environment.ProcessorCount, lateness.Percentile(0.99), lateness.Max);

    /// <summary>Finds why the figures say more of the generator than of the service.</summary>
    public static IEnumerable<string> FindDoubts(GeneratorFigures generator)
    {
        if (generator.LateP99 > LateLimit)
        {
            yield return FormattableString.Invariant(
                $"The generator started 1 % of the visits {generator.LateP99.TotalMilliseconds:N0} ms late or more, up to {generator.LateMax.TotalMilliseconds:N0} ms, which the latencies include. Run it on a calmer machine, or at a lower rate.");
        }

        if (generator.Processors > BusyShare * generator.Available)
        {
            yield return FormattableString.Invariant(
                $"The generator used {generator.Processors:N2} of the {generator.Available} processors, so it was near the end of what it can do. Run it on a larger machine, or at a lower rate.");
        }
    }
}
