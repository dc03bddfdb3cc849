using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>A readiness probe of a service with three checks: ours, a bare delegate, and the framework's middleware.</summary>
[MemoryDiagnoser]
public class ProbeBenchmarks
{
    private static readonly byte[] Healthy = "Healthy"u8.ToArray();

    private WebApplication _app = null!;
    private RequestDelegate _bare = null!;
    private RequestDelegate _framework = null!;
    private RequestDelegate _platform = null!;

    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public Task BareDelegate() => _bare(Request());

    [Benchmark]
    public Task PlatformProbe() => _platform(Request());

    [Benchmark]
    public Task FrameworkMiddleware() => _framework(Request());

    private async Task SetUpAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IServer, NoServer>();
        builder.AddPlatformHealth();
        builder.Services.AddHealthChecks()
            .AddCheck("one", () => HealthCheckResult.Healthy())
            .AddCheck("two", () => HealthCheckResult.Healthy())
            .AddCheck("three", () => HealthCheckResult.Healthy());
        _app = builder.Build();
        await _app.StartAsync();

        _bare = Pipeline(app => app.Run(AnswerAsync));
        _framework = Pipeline(app => app.UseHealthChecks("/health/ready"));
        _platform = Pipeline(app =>
        {
            var filters = _app.Services.GetServices<IStartupFilter>().Reverse();
            filters.Aggregate((Action<IApplicationBuilder>)(_ => { }), (next, filter) => filter.Configure(next))(app);
        });

        while (await StatusOfAsync(_platform) != StatusCodes.Status200OK)
            await Task.Yield();
        if (await StatusOfAsync(_framework) != StatusCodes.Status200OK)
            throw new InvalidOperationException("The framework's middleware does not answer.");
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = Healthy.Length;
        return context.Response.Body.WriteAsync(Healthy, 0, Healthy.Length);
    }

    private static DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/health/ready";
        return context;
    }

    private static async Task<int> StatusOfAsync(RequestDelegate pipeline)
    {
        var context = Request();
        await pipeline(context);
        return context.Response.StatusCode;
    }

    private RequestDelegate Pipeline(Action<IApplicationBuilder> configure)
    {
        var app = new ApplicationBuilder(_app.Services);
        configure(app);
        return app.Build();
    }

    /// <summary>The benchmark calls the pipeline itself.</summary>
    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
