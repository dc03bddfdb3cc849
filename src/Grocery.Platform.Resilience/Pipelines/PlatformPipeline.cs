using System.Diagnostics.CodeAnalysis;
using Grocery.Platform.Resilience.Deadlines;
using Grocery.Platform.Resilience.Destinations;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Pipelines;

/// <summary>One pipeline by name. Its strategies read the options of now, so that it is built once and its breaker keeps its state.</summary>
internal sealed class PlatformPipeline
{
    // The most that MaxRetries allows; how many there are is decided at each failure.
    private const int MostRetries = 10;

    private readonly LiveOptions<PipelineOptions> _options;
    private readonly DestinationParts _parts;

    public PlatformPipeline(string name, PipelineFailures failures, LiveOptions<PipelineOptions> options, DestinationParts parts)
    {
        (Name, Failures, _options, _parts) = (name, failures, options, parts);
        Destination = parts.CreateForPipeline(name);
        Pipeline = Build();
    }

    public string Name { get; }

    public PipelineFailures Failures { get; }

    public Destination Destination { get; }

    public ResiliencePipeline Pipeline { get; }

    public PipelineOptions Options => _options.Get(Name);

    public AmbientDeadline? WorkDeadline => _parts.WorkDeadline;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options are empty: nothing of them is validated by reflection.")]
    private ResiliencePipeline Build() => new ResiliencePipelineBuilder { TimeProvider = _parts.Time }
        .AddStrategy(_ => new PipelineCallStrategy(this), new StrategyOptions())
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = MostRetries,
            ShouldHandle = static args => ValueTask.FromResult(PipelineCall.Of(args.Context) is { } call
                && call.DecidesToRetry(args.Outcome, args.AttemptNumber, args.Context.CancellationToken.IsCancellationRequested)),
            DelayGenerator = static args => ValueTask.FromResult(PipelineCall.Of(args.Context)?.RetryDelay),
            OnRetry = static args =>
            {
                PipelineCall.Of(args.Context)?.ReportRetry(args.Outcome, args.AttemptNumber + 1);
                return default;
            },
        })
        .AddStrategy(_ => new PipelineAttemptStrategy(this), new StrategyOptions())
        .AddTimeout(new TimeoutStrategyOptions
        {
            // Zero is no time-out.
            TimeoutGenerator = static args => ValueTask.FromResult(PipelineCall.Of(args.Context)?.AttemptTimeout ?? TimeSpan.Zero),
        })
        .Build();

    private sealed class StrategyOptions : ResilienceStrategyOptions;
}
