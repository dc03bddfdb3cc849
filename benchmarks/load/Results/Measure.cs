namespace Grocery.Platform.Comparison.Results;

/// <summary>Something that is measured in every round.</summary>
/// <param name="Name">Its name in the results and the targets.</param>
/// <param name="Experiment">What measures it.</param>
/// <param name="Title">What a reader is told.</param>
/// <param name="Unit">The unit of its values.</param>
internal sealed record Measure(string Name, string Experiment, string Title, string Unit)
{
    public static readonly Measure Throughput = new("requests-per-second", Experiments.Experiment.Load, "requests a second", "1/s");
    public static readonly Measure P50 = new("p50", Experiments.Experiment.Load, "p50 at full load", "µs");
    public static readonly Measure P99 = new("p99", Experiments.Experiment.Load, "p99 at full load", "µs");
    public static readonly Measure Cpu = new("cpu", Experiments.Experiment.Load, "processor time a request", "µs");
    public static readonly Measure Bytes = new("bytes", Experiments.Experiment.Load, "allocated a request", "B");
    public static readonly Measure MemoryAfterLoad = new("memory-after-load", Experiments.Experiment.Load, "memory after load", "MB");
    public static readonly Measure SteadyP50 = new("steady-p50", Experiments.Experiment.Load, "p50 at 2,000 a second", "µs");
    public static readonly Measure SteadyP99 = new("steady-p99", Experiments.Experiment.Load, "p99 at 2,000 a second", "µs");
    public static readonly Measure SteadyCpu = new("steady-cpu", Experiments.Experiment.Load, "processor time a request at 2,000 a second", "µs");

    public static readonly Measure StartTime = new("start-time", Experiments.Experiment.Startup, "time to the first 200", "ms");
    public static readonly Measure StartCpu = new("start-cpu", Experiments.Experiment.Startup, "processor time until then", "ms");
    public static readonly Measure MemoryAfterStart = new("memory-after-start", Experiments.Experiment.Startup, "memory a second later", "MB");

    public static readonly Measure SentAfterSignal = new("sent-after-sigterm", Experiments.Experiment.Drain, "requests sent after SIGTERM", "");
    public static readonly Measure Refused = new("refused", Experiments.Experiment.Drain, "requests refused", "");
    public static readonly Measure Broken = new("broken", Experiments.Experiment.Drain, "requests accepted and lost", "");
    public static readonly Measure DrainTime = new("drain-time", Experiments.Experiment.Drain, "SIGTERM to exit under load", "ms");
    public static readonly Measure StopTime = new("stop-time", Experiments.Experiment.Drain, "SIGTERM to exit", "ms");
    public static readonly Measure StopTimeCollectorDown = new("stop-time-collector-down", Experiments.Experiment.Drain, "SIGTERM to exit, collector down", "ms");
    public static readonly Measure StopTimeCollectorSilent = new("stop-time-collector-silent", Experiments.Experiment.Drain, "SIGTERM to exit, collector silent", "ms");

    public static readonly Measure LineCpu = new("line-cpu", Experiments.Experiment.Stdout, "processor time a line, /dev/null", "ns");
    public static readonly Measure LineCpuPipe = new("line-cpu-pipe", Experiments.Experiment.Stdout, "processor time a line, pipe", "ns");
    public static readonly Measure LinesPerSecond = new("lines-per-second", Experiments.Experiment.Stdout, "lines a second, two threads", "1/s");

    public static readonly Measure SoakRequests = new("soak-requests", Experiments.Experiment.Soak, "requests", "");
    public static readonly Measure LiveHeap = new("live-heap", Experiments.Experiment.Soak, "live heap", "MB");
    public static readonly Measure HeapGrowth = new("heap-growth", Experiments.Experiment.Soak, "growth of the live heap after the first tenth", "MB");

    public static IReadOnlyList<Measure> All { get; } =
    [
        Throughput, P50, P99, Cpu, Bytes, MemoryAfterLoad, SteadyP50, SteadyP99, SteadyCpu,
        StartTime, StartCpu, MemoryAfterStart,
        SentAfterSignal, Refused, Broken, DrainTime, StopTime, StopTimeCollectorDown, StopTimeCollectorSilent,
        LineCpu, LineCpuPipe, LinesPerSecond,
        SoakRequests, LiveHeap, HeapGrowth,
    ];

    public override string ToString() => Name;
}
