using System.Diagnostics;
using Grocery.Platform.Resilience.Outgoing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>Builds the strategies of a destination, from the outside in: deadline, retry, breaker, attempt time-out.</summary>
internal static class DestinationPipeline
{
    public static ResiliencePipeline<HttpResponseMessage> Build(Destination destination)
    {
        var options = destination.Client.Options;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = destination.Client.Time };

        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Deadline });
        if (options.MaxRetries > 0)
            builder.AddRetry(Retry(destination));

        return builder
            .AddCircuitBreaker(Breaker(destination))
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(Destination destination)
    {
        var (options, time) = (destination.Client.Options, destination.Client.Time);
        return new()
        {
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryBaseDelay,
            MaxDelay = options.RetryMaxDelay,
            ShouldHandle = static args =>
            {
                var call = OutgoingCall.Of(args.Context);
                return ValueTask.FromResult(call.IsTransient(args.Outcome) && call.MayRepeat(args.Outcome));
            },
            DelayGenerator = args => ValueTask.FromResult(RetryAfter.Of(args.Outcome.Result, time)),
            OnRetry = args =>
            {
                ReportRetry(destination, args);
                return default;
            },
        };
    }

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(Destination destination)
    {
        var (options, metrics, logger) = (destination.Client.Options, destination.Client.Metrics, destination.Client.Logger);
        return new()
        {
            FailureRatio = options.BreakerFailureRatio,
            MinimumThroughput = options.BreakerMinimumThroughput,
            SamplingDuration = options.BreakerWindow,
            BreakDuration = options.BreakDuration,
            ShouldHandle = static args => ValueTask.FromResult(OutgoingCall.Of(args.Context).IsTransient(args.Outcome)),
            OnOpened = args =>
            {
                var failure = TransientFailure.Describe(args.Outcome.Result, args.Outcome.Exception);
                destination.Reject(args.BreakDuration);
                metrics.BreakerChanged(destination, "open");
                Log.BreakerOpened(logger, destination.ClientName, destination.Name, args.BreakDuration, failure);
                return default;
            },
            OnHalfOpened = _ =>
            {
                // All but the one attempt that tries. Its end opens or closes the breaker, unless it ignores its time-out.
                destination.Reject(options.BreakDuration + options.AttemptTimeout);
                metrics.BreakerChanged(destination, "half_open");
                return default;
            },
            OnClosed = _ =>
            {
                destination.Accept();
                metrics.BreakerChanged(destination, "closed");
                Log.BreakerClosed(logger, destination.ClientName, destination.Name);
                return default;
            },
        };
    }

    private static void ReportRetry(Destination destination, in OnRetryArguments<HttpResponseMessage> args)
    {
        var failure = TransientFailure.Describe(args.Outcome.Result, args.Outcome.Exception);
        var retry = args.AttemptNumber + 1;
        destination.Client.Metrics.Retried(destination, failure);
        Log.Retrying(destination.Client.Logger, retry, destination.ClientName, destination.Name, args.RetryDelay, failure);

        // The client span of the attempt is made and ended by the handlers below; the span around the call is the one to tell.
        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.AddEvent(new ActivityEvent("grocery.resilience.retry", destination.Client.Time.GetUtcNow(), new ActivityTagsCollection
            {
                { "http.request.resend_count", retry },
                { "server.address", destination.AddressTag },
                { "server.port", destination.PortTag },
                { "error.type", failure },
                { "grocery.resilience.retry.delay", args.RetryDelay.TotalSeconds },
            }));
        }
    }
}
