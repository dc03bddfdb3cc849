using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Aws;

/// <summary>
/// An AWS endpoint on a loopback port that speaks as Parameter Store, Secrets Manager and AppConfig's data plane, checks every
/// signature by itself, and can fail in the ways AWS and the network fail.
/// </summary>
internal sealed class AwsEndpoint : IAsyncDisposable
{
    public const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string Region = "eu-west-1";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<AwsCall> _calls = new();
    private readonly AwsFaults _faults = new();
    private readonly AwsAuthorization _authorization = new();
    private readonly AwsSecretOperations _secrets;
    private readonly AwsConfigurationSessions _sessions;
    private readonly AwsConfigurationOperations _configurations;
    private readonly long _start = TimeProvider.System.GetTimestamp();

    private AwsEndpoint(TimeProvider time)
    {
        _secrets = new AwsSecretOperations(Secrets);
        _sessions = new AwsConfigurationSessions(time);
        _configurations = new AwsConfigurationOperations(Configurations, _sessions);

        _app = Loopback.CreateBuilder().Build();
        _app.Run(HandleAsync);
    }

    public AwsParameterTree Parameters { get; } = new();

    public AwsSecretStore Secrets { get; } = new();

    public AwsConfigurationStore Configurations { get; } = new();

    /// <summary>Gets every request with a right signature, in order of arrival, those that a fault answered included.</summary>
    public IReadOnlyList<AwsCall> Calls => [.. _calls];

    public Uri Address { get; private set; } = null!;

    /// <summary>Gets or sets the session token that must come with the keys; one that it replaces has expired.</summary>
    public string? SessionToken
    {
        get => _authorization.SessionToken;
        set => _authorization.SessionToken = value;
    }

    /// <summary>Gets or sets how far the clock of AWS is before that of this machine.</summary>
    public TimeSpan ClockSkew
    {
        get => _authorization.ClockSkew;
        set => _authorization.ClockSkew = value;
    }

    /// <summary>Starts an endpoint. <paramref name="time"/>: the time by which sessions with AppConfig go; signatures always go by the system's.</summary>
    public static async Task<AwsEndpoint> StartAsync(TimeProvider? time = null)
    {
        var endpoint = new AwsEndpoint(time ?? TimeProvider.System);
        await endpoint._app.StartAsync().ConfigureAwait(false);
        endpoint.Address = new Uri(endpoint._app.Urls.Single());
        return endpoint;
    }

    /// <summary>Fails the next <paramref name="times"/> calls, or only those for <paramref name="path"/>.</summary>
    public void Fail(AwsFault fault, int times = int.MaxValue, string? path = null) =>
        Fail(fault, call => (path ?? call.Path) == call.Path, times);

    /// <summary>Fails the next <paramref name="times"/> calls that <paramref name="when"/> holds for.</summary>
    public void Fail(AwsFault fault, Func<AwsCall, bool> when, int times = int.MaxValue) => _faults.Add(fault, times, when);

    /// <summary>Fails a share of all calls, each in one of some ways, at random but always the same for a seed.</summary>
    public void FailShare(double share, int seed, params AwsFault[] faults) => _faults.AddShare(share, seed, faults, static _ => true);

    /// <summary>Answers later.</summary>
    public void Delay(TimeSpan by, Func<AwsCall, bool>? when = null) => _faults.AddDelay(by, when ?? (static _ => true));

    /// <summary>Throttles what is over so many calls in a second, of all clients together.</summary>
    public void LimitRate(int perSecond, Func<AwsCall, bool>? when = null) => _faults.AddLimit(new AwsRateLimit(perSecond, when ?? (static _ => true)));

    /// <summary>Ends all faults, delays and limits.</summary>
    public void Heal() => _faults.Clear();

    /// <summary>Makes every token that AppConfig gave out unknown.</summary>
    public void ForgetSessions() => _sessions.Forget();

    /// <summary>Counts the calls of an operation, such as <c>GetParameters</c>.</summary>
    public int Count(string operation) => _calls.Count(call => call.Name == operation);

    public void ForgetCalls() => _calls.Clear();

    /// <summary>Closes the port. Can be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = await AwsRequestReader.ReadBodyAsync(context.Request).ConfigureAwait(false);
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        context.Response.Headers.Date = _authorization.Now.ToString("R", CultureInfo.InvariantCulture);
        var (service, _) = AwsWireService.Find(context.Request);
        if (_authorization.FindProblem(context.Request, body, service) is { } problem)
        {
            await AwsFaultAnswer.WriteAsync(context, AwsAnswer.Error(service, problem)).ConfigureAwait(false);
            return;
        }

        var call = AwsRequestReader.Read(context.Request, body, TimeProvider.System.GetElapsedTime(_start));
        _calls.Enqueue(call);
        var fault = _faults.Take(call);
        if (_faults.DelayOf(call) is var delay && delay > TimeSpan.Zero)
            await Task.Delay(delay, TimeProvider.System, _stopping.Token).ConfigureAwait(false);

        if (fault is null or AwsFault.LostReply)
            await AnswerAsync(context, call, isLost: fault is not null).ConfigureAwait(false);
        else
            await AwsFaultAnswer.WriteAsync(context, fault.Value, call, _stopping.Token).ConfigureAwait(false);
    }

    private Task AnswerAsync(HttpContext context, AwsCall call, bool isLost)
    {
        var answer = Answer(call);
        if (isLost)
            return AwsFaultAnswer.WriteAsync(context, AwsFault.LostReply, call, _stopping.Token);

        call.Decrypted = answer.Decrypted;
        return AwsFaultAnswer.WriteAsync(context, answer);
    }

    private AwsAnswer Answer(AwsCall call)
    {
        try
        {
            return call.Service == AwsWireService.ParameterStore ? Parameters.Answer(call)
                : call.Service == AwsWireService.SecretsManager ? _secrets.Answer(call)
                : _configurations.Answer(call);
        }
        catch (AwsErrorException error)
        {
            return AwsAnswer.Error(call.Service, error);
        }
    }
}
