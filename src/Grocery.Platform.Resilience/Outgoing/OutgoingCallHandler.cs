using Grocery.Platform.Resilience.Destinations;
using Polly;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>
/// Sends each request of a client. The first attempt runs in one straight line and, when it succeeds at once, makes no object; what
/// else there may be to do is <see cref="OutgoingCall"/>'s. Holds no state: the factory renews handlers.
/// </summary>
internal sealed class OutgoingCallHandler(OutgoingClient client) : DelegatingHandler
{
    public OutgoingClient Client => client;

    /// <summary>Sends one attempt to the next handler.</summary>
    public Task<HttpResponseMessage> SendAttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    /// <inheritdoc cref="SendAttemptAsync"/>
    public HttpResponseMessage SendAttempt(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.Send(request, cancellationToken);

    public static Outcome<HttpResponseMessage> ResultOf(HttpResponseMessage? response) => response is null
        ? Outcome.FromException<HttpResponseMessage>(new InvalidOperationException("A handler of the client returned no response."))
        : Outcome.FromResult(response);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var settings = client.Settings;
        if (!settings.Options.Enabled || request.RequestUri is not { IsAbsoluteUri: true } uri)
            return base.SendAsync(request, cancellationToken);

        var destination = client.Destinations.Get(uri);
        var original = new OutgoingRequest(request, settings.Options, cancellationToken);
        var deadline = CallDeadline.Begin(client.Time, settings.Options, client.WorkDeadline);

        // Whom nobody waits for is not sent. An attempt within that of another call must set what flows with it, and only an asynchronous method can do so for itself alone.
        var attempt = default(Attempt);
        if (cancellationToken.IsCancellationRequested
            || settings.Hedge is not null
            || original.Body is BodyRepeatability.OnceBuffered
            || OutgoingAttempt.ResendCount != 0
            || client.Faults.IsActive
            || deadline.Length <= TimeSpan.Zero
            || attempt.Begin(destination, settings.Options, deadline.Start, deadline.Length) is not CallOutcome.Success)
        {
            return new OutgoingCall(this, settings, destination, original, deadline).RunAsync();
        }

        destination.Budget.CountRequest(deadline.Start);
        var sending = StartSending(request, settings.Options, deadline, attempt);
        if (!sending.IsCompletedSuccessfully || sending.Result is not { } response || TransientFailure.Is(response.StatusCode))
            return FinishAsync(sending, attempt, settings, original, deadline);

        Succeed(attempt, response, original, deadline);
        return sending;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var settings = client.Settings;
        if (!settings.Options.Enabled || request.RequestUri is not { IsAbsoluteUri: true } uri)
            return base.Send(request, cancellationToken);

        var original = new OutgoingRequest(request, settings.Options, cancellationToken);
        var deadline = CallDeadline.Begin(client.Time, settings.Options, client.WorkDeadline);
        return new OutgoingCall(this, settings, client.Destinations.Get(uri), original, deadline).Run();
    }

    private static void Succeed(in Attempt attempt, HttpResponseMessage response, in OutgoingRequest original, in CallDeadline deadline)
    {
        var duration = attempt.Succeed(isIdle: !original.HasBody);
        attempt.Destination.Telemetry.CallEnded(CallOutcome.Success, duration);
        if (deadline.IsInherited)
            DeadlineContent.Bound(response, attempt.Destination, deadline);
    }

    private async Task<HttpResponseMessage> FinishAsync(
        Task<HttpResponseMessage> sending, Attempt attempt, OutgoingSettings settings, OutgoingRequest original, CallDeadline deadline)
    {
        Outcome<HttpResponseMessage> outcome;
        try
        {
            attempt.Follow(original.Caller);
            outcome = ResultOf(await sending.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            outcome = Outcome.FromException<HttpResponseMessage>(exception);
        }

        if (outcome.Result is { } response && !TransientFailure.Is(response.StatusCode))
        {
            Succeed(attempt, response, original, deadline);
            return response;
        }

        var call = new OutgoingCall(this, settings, attempt.Destination, original, deadline);
        return await call.ContinueAsync(attempt, outcome).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> StartSending(
        HttpRequestMessage request, HttpResilienceOptions options, in CallDeadline deadline, in Attempt attempt)
    {
        try
        {
            client.SendDeadline(request, options, deadline, attempt.Timeout);
            return base.SendAsync(request, attempt.Token);
        }
        catch (Exception exception)
        {
            return Task.FromException<HttpResponseMessage>(exception);
        }
    }
}
