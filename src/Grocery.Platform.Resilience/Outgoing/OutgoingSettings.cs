using Polly;
using Polly.Hedging;
using Polly.Retry;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>The options of a client until they change, and the strategies that wake when the first attempt fails or takes long.</summary>
internal sealed class OutgoingSettings
{
    public OutgoingSettings(HttpResilienceOptions options, TimeProvider time)
    {
        Options = options;
        Retry = options.MaxRetries == 0
            ? ResiliencePipeline<HttpResponseMessage>.Empty
            : new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(RetryOf(options)).Build();
        Hedge = options.HedgingEnabled
            ? new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddHedging(OneHedge()).Build()
            : null;
    }

    public HttpResilienceOptions Options { get; }

    /// <summary>Gets the strategy that repeats a call; its first attempt has been made already.</summary>
    public ResiliencePipeline<HttpResponseMessage> Retry { get; }

    /// <summary>Gets the strategy that sends a second request beside the first, or <see langword="null"/> when hedging is off.</summary>
    public ResiliencePipeline<HttpResponseMessage>? Hedge { get; }

    private static RetryStrategyOptions<HttpResponseMessage> RetryOf(HttpResilienceOptions options) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        ShouldHandle = static args => ValueTask.FromResult(OutgoingCall.Of(args.Context).DecidesToRetry(args.Outcome, args.AttemptNumber)),
        DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(OutgoingCall.Of(args.Context).RetryDelay),
        OnRetry = static args =>
        {
            OutgoingCall.Of(args.Context).ReportRetry(args.Outcome, args.AttemptNumber + 1);
            return default;
        },
    };

    private static HedgingStrategyOptions<HttpResponseMessage> OneHedge() => new()
    {
        MaxHedgedAttempts = 1,
        ShouldHandle = static args => ValueTask.FromResult(OutgoingCall.Of(args.Context).AwaitsTheOther(args.Outcome)),
        DelayGenerator = static args => ValueTask.FromResult(OutgoingCall.Of(args.Context).HedgingDelay),
        ActionGenerator = static args =>
        {
            var context = args.ActionContext;
            return OutgoingCall.Of(args.PrimaryContext).CreateHedge(context);
        },
    };
}
