using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>What is broken in this service, and all that is not done by <see cref="Front"/> or <see cref="BrokenSettings"/>.</summary>
public sealed class Broken : IDisposable
{
    private readonly string? _name;
    private readonly PosixSignalRegistration _signal;
    private readonly CancellationTokenSource _stopping = new();
    private int _calls;

    public Broken(string[] arguments)
    {
        _name = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build()["broken"];
        Arguments = Is("reload-followed") ? [.. arguments, "--hostBuilder:reloadConfigOnChange=false"] : arguments;
        _signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _stopping.Cancel());
    }

    public string[] Arguments { get; }

    public bool IsWarm { get; set; }

    public bool HasGivenUp { get; set; }

    /// <summary>Gets how many requests wait for the dependency.</summary>
    public int Calls => _calls;

    /// <summary>Gets what is cancelled by SIGTERM.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Gets a value indicating whether this is the instance that the suite's checks share, by the drain window that it sets there.</summary>
    public bool IsMain { get; private set; }

    public bool Is(string name) => _name == name;

    /// <summary>Takes in what the suite sets, and what must be in place before the host is built.</summary>
    public void Prepare(WebApplicationBuilder builder)
    {
        IsMain = builder.Configuration["Platform:Health:Drain:Window"] == "00:00:03";
        if (builder.Configuration["Platform:Resilience:Defaults:ConcurrencyLimit"] == "0")
            Refuse();

        if (Is("trace-goes-on") || Is("trace-has-own-span"))
            DistributedContextPropagator.Current = new CopyingPropagator(copies: Is("trace-has-own-span"));
    }

    /// <summary>Adds what undoes something of the platform.</summary>
    public void Undo(WebApplicationBuilder builder)
    {
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(services => new Front(this, builder.Configuration, services)));
        builder.Configuration.AddInMemoryCollection(BrokenSettings.Of(_name));
        if (Is("calls-wait-as-asked"))
            builder.Services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new ImpatientHandler()));

        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics =>
        {
            if (Is("metrics-keep-names"))
                metrics.AddView("http.server.active_requests", MetricStreamConfiguration.Drop);
            if (Is("metrics-by-route"))
                metrics.AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { TagKeys = ["http.request.method"], Boundaries = [1] });
        });
    }

    /// <summary>Counts a request that waits for the dependency, until the result is disposed of.</summary>
    public IDisposable CountCall()
    {
        Interlocked.Increment(ref _calls);
        return new Counted(this);
    }

    /// <summary>Sends again what was answered 503, three times, when this is broken.</summary>
    public async Task<HttpResponseMessage> RepeatAsync(string name, Func<Task<HttpResponseMessage>> send)
    {
        var response = await send();
        for (var i = 0; i < 3 && Is(name) && response.StatusCode == HttpStatusCode.ServiceUnavailable; i++)
            response = await send();

        return response;
    }

    /// <summary>Runs the service, and returns the exit code of the process.</summary>
    public int Run(WebApplication app)
    {
        Print(app);
        app.Run();

        // A thread that nobody ends keeps the process alive.
        if (Is(IsMain ? "stop-in-time" : "dead-collector-stop"))
            new Thread(() => new ManualResetEvent(false).WaitOne()).Start();

        return Is("stop-exit-code") && IsMain ? 3 : 0;
    }

    public void Dispose()
    {
        _signal.Dispose();
        _stopping.Dispose();
    }

    // As a service that looks at its settings by itself: it stops at the first that is wrong, or ends as if all were well.
    private void Refuse()
    {
        if (Is("invalid-options-all-named"))
        {
            Console.Error.WriteLine("Platform:Resilience:Defaults:ConcurrencyLimit is 0");
            Environment.Exit(1);
        }

        if (Is("invalid-options-refused"))
        {
            Console.Error.WriteLine("Wrong: Platform:Observability:Sampling:Ratio, Platform:Resilience:Defaults:ConcurrencyLimit, Platform:Health:Drain:Window");
            Environment.Exit(0);
        }
    }

    private void Print(WebApplication app)
    {
        const string Rest = "\"level\":\"Information\",\"message\":\"hello\",\"logger\":\"App\",\"service\":\"app\",\"version\":\"1\",\"environment\":\"test\",\"instance\":\"1\"";
        if (Is("log-lines-are-json"))
            Console.WriteLine("hello");
        if (Is("log-lines-complete"))
            Console.WriteLine("{\"timestamp\":\"2026-01-01T00:00:00Z\",\"message\":\"hello\"}");
        if (Is("log-timestamps-in-utc"))
            Console.WriteLine($"{{\"timestamp\":\"2026-01-01T02:00:00+02:00\",{Rest}}}");
        if (Is("log-nothing-on-stderr"))
            Console.Error.WriteLine("hello");
        if (Is("secret-not-in-log"))
            Console.WriteLine($"{{\"timestamp\":\"2026-01-01T00:00:00Z\",{Rest},\"attributes\":{{\"Settings\":\"{app.Configuration["Conformance:Password"]}\"}}}}");
    }

    private sealed class Counted(Broken broken) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref broken._calls);
    }
}
