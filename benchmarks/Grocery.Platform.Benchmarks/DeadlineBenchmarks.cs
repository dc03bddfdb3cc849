using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>A request with and without a deadline through the middleware, beside none and beside the framework's time-outs.</summary>
[MemoryDiagnoser]
public class DeadlineBenchmarks : IDisposable
{
    private readonly CancellationTokenSource _client = new();
    private readonly DefaultHttpContext _withHeader = new();
    private readonly DefaultHttpContext _withoutHeader = new();
    private readonly DefaultHttpContext _withPolicy = new();
    private WebApplication _app = null!;
    private CancellationToken _seen;
    private RequestDelegate _bare = null!;
    private RequestDelegate _framework = null!;
    private RequestDelegate _platform = null!;

    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark]
    public Task Bare() => _bare(_withoutHeader);

    [Benchmark]
    public Task PlatformWithoutHeader() => _platform(_withoutHeader);

    [Benchmark]
    public Task PlatformWithHeader() => _platform(_withHeader);

    [Benchmark(Baseline = true)]
    public Task FrameworkTimeout() => _framework(_withPolicy);

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task SetUpAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRequestTimeouts();
        builder.AddPlatformResilience();
        _app = builder.Build();

        _bare = Pipeline(static _ => { });
        _framework = Pipeline(static app => app.UseRequestTimeouts());
        _platform = Pipeline(app =>
        {
            var filters = _app.Services.GetServices<IStartupFilter>()
                .Where(filter => filter.GetType().Assembly.GetName().Name == "Grocery.Platform.Resilience")
                .Reverse();
            filters.Aggregate((Action<IApplicationBuilder>)(_ => { }), (next, filter) => filter.Configure(next))(app);
        });

        // As a server's, the token of a request can be cancelled.
        foreach (var context in (HttpContext[])[_withHeader, _withoutHeader, _withPolicy])
            context.RequestAborted = _client.Token;

        _withHeader.Request.Headers["X-Request-Timeout-Ms"] = "500";
        var policy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMilliseconds(500) };
        _withPolicy.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(policy), null));
        if (await WasCancelableByDeadlineAsync(_platform, _withoutHeader) || !await WasCancelableByDeadlineAsync(_platform, _withHeader))
            throw new InvalidOperationException("The middleware does not see the header.");
    }

    private Task AnswerAsync(HttpContext context)
    {
        _seen = context.RequestAborted;
        return Task.CompletedTask;
    }

    private async Task<bool> WasCancelableByDeadlineAsync(RequestDelegate pipeline, DefaultHttpContext context)
    {
        await pipeline(context);
        return _seen != _client.Token;
    }

    private RequestDelegate Pipeline(Action<IApplicationBuilder> configure)
    {
        var app = new ApplicationBuilder(_app.Services);
        configure(app);
        app.Run(AnswerAsync);
        return app.Build();
    }
}
