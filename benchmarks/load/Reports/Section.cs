using Grocery.Platform.Comparison.Experiments;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Reports;

/// <summary>What the report has of one experiment.</summary>
internal sealed record Section(string Experiment, string Title, string Explanation, IReadOnlyList<Table> Tables, IReadOnlyList<Chart> Charts)
{
    public static IReadOnlyList<Section> All { get; } =
    [
        new(
            Experiments.Experiment.Load,
            "Under load",
            $"All services run at once and take turns in a shuffled order; all rounds at full load come before those at {FixedRate.PerSecond:N0} requests a second. "
            + "Client and services share the processors, so the processor time says more of a service than its requests a second.",
            [
                new(Stack.Bare, Measure.Throughput, Measure.Cpu, Measure.P50, Measure.P99),
                new(Stack.Bare, Measure.SteadyP50, Measure.SteadyP99, Measure.SteadyCpu),
                new(null, Measure.Bytes, Measure.MemoryAfterLoad, Measure.Throughput, Measure.Cpu, Measure.SteadyP50, Measure.SteadyP99),
            ],
            [
                new("load-throughput.svg", "Requests a second at full load", Measure.Throughput) { Against = Stack.Bare },
                new("load-cpu.svg", "Processor time a request at full load", Measure.Cpu) { Against = Stack.Bare },
                new("load-bytes.svg", "Allocated a request", Measure.Bytes),
                new("load-p99.svg", "p99 at 2,000 requests a second", Measure.SteadyP99) { Against = Stack.Bare },
                new("load-memory.svg", "Memory after load", Measure.MemoryAfterLoad),
            ]),
        new(
            Experiments.Experiment.Startup,
            "Start",
            "From the start of the process to its first 200, asked for every 2 ms; processor time until then; memory (resident) a second later. One service runs at a time.",
            [
                new(Stack.Bare, Measure.StartTime, Measure.StartCpu, Measure.MemoryAfterStart),
                new(null, Measure.StartTime, Measure.StartCpu, Measure.MemoryAfterStart),
            ],
            [
                new("start-time.svg", "Time from the start of the process to the first 200", Measure.StartTime) { Against = Stack.Bare },
                new("start-memory.svg", "Memory a second after the first 200", Measure.MemoryAfterStart) { Against = Stack.Bare },
            ]),
        new(
            Experiments.Experiment.Drain,
            "Stop",
            $"{DrainExperiment.PerSecond} requests a second that take 20 ms each, and go on for {DrainExperiment.Notice.TotalSeconds:F0} s after SIGTERM, as they do until a load balancer has "
            + $"learned of it. The platform is told to serve for {DrainExperiment.Window.TotalSeconds:F0} s more (`Platform:Health:Drain:Window`); the framework has no such setting, and refuses from "
            + "SIGTERM on. The times without load are with a window of 0: the collector answers, nobody listens at its port, or it takes connections and never answers.",
            [
                new(null, Measure.SentAfterSignal, Measure.Refused, Measure.Broken, Measure.DrainTime),
                new(null, Measure.StopTime, Measure.StopTimeCollectorDown, Measure.StopTimeCollectorSilent),
            ],
            [
                new("drain-refused.svg", "Requests refused after SIGTERM", Measure.Refused),
                new("stop-collector-down.svg", "SIGTERM to exit, collector down", Measure.StopTimeCollectorDown),
            ]),
        new(
            Experiments.Experiment.Stdout,
            "Log lines on a real standard output",
            "A process that writes nothing but log lines of four properties, two scopes and a span; the queue of the logger is drained within the time. Here the usual stack is `AddJsonConsole`, and Serilog writes to its console; neither has OpenTelemetry.",
            [
                new(Stack.Usual, Measure.LineCpu, Measure.LineCpuPipe, Measure.LinesPerSecond),
                new(null, Measure.LineCpu, Measure.LineCpuPipe, Measure.LinesPerSecond),
            ],
            [new("line-cpu.svg", "Processor time of a log line to a pipe", Measure.LineCpuPipe) { Against = Stack.Usual }]),
        new(
            Experiments.Experiment.Soak,
            "Soak",
            "The live heap of the platform's service, after a full collection, while it answers requests with pauses, in which the last spans leave. Its growth is the larger of the trend after the first tenth (least squares) and the "
            + "difference between the last sample and that of the first tenth.",
            [new(null, Measure.HeapGrowth, Measure.LiveHeap)],
            [new("soak.svg", "Live heap of the platform's service", Measure.LiveHeap) { X = Measure.SoakRequests }]),
    ];
}
