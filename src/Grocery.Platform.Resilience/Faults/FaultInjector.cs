using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Injects faults into attempts of outgoing calls. It stands inside the attempt, so that retries and breakers see them as real ones.</summary>
internal sealed class FaultInjector(FaultRules rules, FaultTelemetry telemetry, FaultDice dice, TimeProvider time)
{
    /// <summary>The header that tells an answer of a rule, which it names, from a real one.</summary>
    public const string Header = "X-Fault-Injected";

    /// <summary>Gets a value indicating whether there are rules for outgoing calls. Costs a read of one field.</summary>
    public bool IsActive => rules.Outgoing.Length > 0;

    /// <summary>Injects what the rules say into an attempt.</summary>
    /// <returns>The answer in the place of the destination's, or <see langword="null"/> when the attempt is to go on.</returns>
    /// <exception cref="HttpRequestException">A rule injects a lost or refused connection.</exception>
    /// <exception cref="TaskCanceledException">A rule injects a time-out, or the attempt was canceled during its latency.</exception>
    public async ValueTask<HttpResponseMessage?> TryInjectAsync(string client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var rule in rules.Outgoing)
        {
            if (!IsHit(rule, client, request))
                continue;

            if (rule.Fault.Latency is { } latency)
            {
                telemetry.Injected(rule, FaultTelemetry.Latency);
                await Task.Delay(latency, time, cancellationToken).ConfigureAwait(false);
            }

            if (TryEnd(rule, request) is { } response)
                return response;
        }

        return null;
    }

    /// <inheritdoc cref="TryInjectAsync"/>
    public HttpResponseMessage? TryInject(string client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var rule in rules.Outgoing)
        {
            if (!IsHit(rule, client, request))
                continue;

            if (rule.Fault.Latency is { } latency)
            {
                telemetry.Injected(rule, FaultTelemetry.Latency);

                // A synchronous call holds its thread while it waits, whoever makes it wait.
                Task.Delay(latency, time, cancellationToken).GetAwaiter().GetResult();
            }

            if (TryEnd(rule, request) is { } response)
                return response;
        }

        return null;
    }

    private static Exception CreateException(FaultRule rule, FaultError error)
    {
        var message = $"The fault rule {rule.Name} injected this failure: {error}.";
        return error switch
        {
            FaultError.ConnectionLost => new HttpRequestException(
                HttpRequestError.ResponseEnded, message, new HttpIOException(HttpRequestError.ResponseEnded, message)),
            FaultError.ConnectionRefused => new HttpRequestException(
                HttpRequestError.ConnectionError, message, new SocketException((int)SocketError.ConnectionRefused, message)),
            _ => new TaskCanceledException(message, new TimeoutException(message)),
        };
    }

    private bool IsHit(FaultRule rule, string client, HttpRequestMessage request) =>
        request.RequestUri is { IsAbsoluteUri: true } uri && rule.Fault.MatchesCall(client, uri.AbsolutePath) && rule.Hit(dice);

    private HttpResponseMessage? TryEnd(FaultRule rule, HttpRequestMessage request)
    {
        if (rule.Fault.Error is { } error)
        {
            telemetry.Injected(rule, FaultTelemetry.Error);
            throw CreateException(rule, error);
        }

        if (rule.Fault.Status is not { } status)
            return null;

        telemetry.Injected(rule, FaultTelemetry.Status);
        var response = new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request };
        response.Headers.Add(Header, rule.Name);
        return response;
    }
}
