using System.Net;
using Grocery.Platform.Testing.Captures;
using Grocery.Platform.Testing.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Testing;

/// <summary>
/// A service that yours calls, as a real HTTP server on a loopback port: it answers, and fails as tests tell it to, on the wire. It keeps every
/// request. Safe for concurrent use.
/// </summary>
/// <remarks>
/// What is planned happens in the order of the calls that planned it, each so many times; a request for which nothing is planned gets the answer.
/// </remarks>
public sealed class FaultyDependency : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Captured<ReceivedRequest> _calls;
    private readonly FaultPlan _plan = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private volatile Func<ReceivedRequest, (int Status, string? Json)> _answer = static _ => (StatusCodes.Status200OK, "{}");

    private FaultyDependency()
    {
        _calls = new Captured<ReceivedRequest>(nameof(FaultyDependency), "call", static call => call.ToString(), "Does the service know its address?");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Gets the address of the server, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Gets every request so far, in order of arrival, those that failed included.</summary>
    public IReadOnlyList<ReceivedRequest> Calls => _calls.All;

    /// <summary>Starts a server that answers every request with 200 and an empty JSON object.</summary>
    /// <returns>The server; disposing of it closes its port.</returns>
    public static async Task<FaultyDependency> StartAsync()
    {
        var dependency = new FaultyDependency();
        await dependency._app.StartAsync().ConfigureAwait(false);
        dependency.Address = new Uri(dependency._app.Urls.Single());
        return dependency;
    }

    /// <summary>Sets what it answers while it is well.</summary>
    /// <param name="json">The body; <see langword="null"/> for none.</param>
    /// <param name="status">The status.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not from 200 to 599.</exception>
    public void Answer(string? json, int status = StatusCodes.Status200OK)
    {
        CheckStatus(status);
        _answer = _ => (status, json);
    }

    /// <summary>Sets what it answers to each request while it is well.</summary>
    /// <param name="json">Makes the body; one that is <see langword="null"/> is answered by 404.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is <see langword="null"/>.</exception>
    public void Answer(Func<ReceivedRequest, string?> json)
    {
        ArgumentNullException.ThrowIfNull(json);
        _answer = request => json(request) is { } body ? (StatusCodes.Status200OK, body) : (StatusCodes.Status404NotFound, null);
    }

    /// <summary>Answers the next requests with a status and no body.</summary>
    /// <param name="status">The status, such as 503.</param>
    /// <param name="times">How many of them; all by default, until <see cref="Heal"/>.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>, in whole seconds, rounded up; none by default.</param>
    /// <param name="when">Which requests; all by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not from 200 to 599, <paramref name="times"/> is less than 1, or
    /// <paramref name="retryAfter"/> is negative.</exception>
    public void Fail(int status, int times = int.MaxValue, TimeSpan? retryAfter = null, Func<ReceivedRequest, bool>? when = null)
    {
        CheckStatus(status);
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter ?? TimeSpan.Zero, TimeSpan.Zero, nameof(retryAfter));
        Plan(Fault.Status(status, retryAfter), times, when);
    }

    /// <summary>Answers the next requests later.</summary>
    /// <param name="by">How much later; the answer is the usual one.</param>
    /// <param name="times">How many of them; all by default, until <see cref="Heal"/>.</param>
    /// <param name="when">Which requests; all by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is not positive, or <paramref name="times"/> is less than 1.</exception>
    public void Delay(TimeSpan by, int times = int.MaxValue, Func<ReceivedRequest, bool>? when = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(by, TimeSpan.Zero);
        Plan(Fault.Delay(by), times, when);
    }

    /// <summary>Takes the next requests, and never answers them. The connection stays open until the caller or the test gives up.</summary>
    /// <param name="times">How many of them; all by default, until <see cref="Heal"/>.</param>
    /// <param name="when">Which requests; all by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than 1.</exception>
    public void Hang(int times = int.MaxValue, Func<ReceivedRequest, bool>? when = null) => Plan(Fault.HangAsync, times, when);

    /// <summary>Takes the next requests, and answers them once they are let go: for what a service does while a call is under way.</summary>
    /// <param name="times">How many of them; all by default, until they are let go or <see cref="Heal"/>.</param>
    /// <param name="when">Which requests; all by default.</param>
    /// <returns>Lets the requests go when it is disposed of; those that come later are not held.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than 1.</exception>
    public IDisposable Hold(int times = int.MaxValue, Func<ReceivedRequest, bool>? when = null)
    {
        var held = new HeldRequests(_plan);
        Plan(held.Fault, times, when);
        return held;
    }

    /// <summary>Takes the next requests, and resets their connections.</summary>
    /// <param name="times">How many of them; all by default, until <see cref="Heal"/>.</param>
    /// <param name="when">Which requests; all by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="times"/> is less than 1.</exception>
    public void Reset(int times = int.MaxValue, Func<ReceivedRequest, bool>? when = null) => Plan(Fault.ResetAsync, times, when);

    /// <summary>Forgets all that is planned: from the next request on it answers. Requests that hang go on hanging, and those that are held are held until they are let go.</summary>
    public void Heal() => _plan.Clear();

    /// <summary>Waits until so many requests have come.</summary>
    /// <param name="count">How many, of all since the start.</param>
    /// <param name="within">How long at most; 30 seconds by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The requests.</returns>
    /// <exception cref="CaptureException">They did not come in time; the message lists those that did.</exception>
    public Task<IReadOnlyList<ReceivedRequest>> ExpectCallsAsync(int count, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        _calls.ExpectCountAsync(count, within, cancellationToken);

    /// <summary>Closes the port, and ends the requests that hang or are held. Can be called twice.</summary>
    /// <returns>A task that ends when the port is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static void CheckStatus(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, StatusCodes.Status200OK);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
    }

    private void Plan(Func<HttpContext, CancellationToken, Task<bool>> fault, int times, Func<ReceivedRequest, bool>? when)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _plan.Add(fault, times, when);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var at = TimeProvider.System.GetElapsedTime(_start);
        var request = await ReceivedRequest.ReadAsync(context.Request).ConfigureAwait(false) with { At = at };
        var fault = _plan.Take(request);
        _calls.Add(request);
        if (fault is not null && await fault(context, _stopping.Token).ConfigureAwait(false))
            return;

        var (status, json) = _answer(request);
        await Fault.WriteAsync(context, status, json).ConfigureAwait(false);
    }
}
