using Microsoft.Extensions.ObjectPool;
using Polly;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Sends each request of a client through the pipeline of its destination. Holds no state: the factory renews handlers.</summary>
internal sealed class OutgoingCallHandler(OutgoingClient client) : DelegatingHandler
{
    private static readonly ObjectPool<OutgoingCall> Calls = ObjectPool.Create<OutgoingCall>();

    /// <summary>Sends one attempt to the next handler.</summary>
    public Task<HttpResponseMessage> SendAttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    /// <inheritdoc cref="SendAttemptAsync"/>
    public HttpResponseMessage SendAttempt(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.Send(request, cancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true })
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var (call, context) = Begin(request, cancellationToken);
        try
        {
            var outcome = await call.Destination.Pipeline
                .ExecuteOutcomeAsync(static (context, call) => call.AttemptAsync(context.CancellationToken), context, call)
                .ConfigureAwait(false);

            if (outcome.Exception is BrokenCircuitException)
                client.Metrics.Attempted(call.Destination, AttemptOutcome.Rejected);

            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            End(call, context);
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true })
            return base.Send(request, cancellationToken);

        var (call, context) = Begin(request, cancellationToken);
        try
        {
            return call.Destination.Pipeline.Execute(static (context, call) => call.Attempt(context.CancellationToken), context, call);
        }
        catch (BrokenCircuitException)
        {
            client.Metrics.Attempted(call.Destination, AttemptOutcome.Rejected);
            throw;
        }
        finally
        {
            End(call, context);
        }
    }

    private (OutgoingCall Call, ResilienceContext Context) Begin(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Calls.Get();
        call.Begin(this, client.Destinations.Get(request.RequestUri!), request, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(OutgoingCall.Key, call);
        return (call, context);
    }

    private static void End(OutgoingCall call, ResilienceContext context)
    {
        ResilienceContextPool.Shared.Return(context);
        Calls.Return(call);
    }
}
