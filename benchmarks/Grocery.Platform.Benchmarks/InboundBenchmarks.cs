using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>A request for which there is room, through inbound protection, the framework's concurrency limiter, and none.</summary>
[MemoryDiagnoser]
public class InboundBenchmarks
{
    private readonly DefaultHttpContext _context = new();
    private RequestDelegate _bare = null!;
    private RequestDelegate _platform = null!;
    private RequestDelegate _framework = null!;

    // A handler that awaits costs every middleware around it a state machine.
    [Params(false, true)]
    public bool Awaits { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        RequestDelegate handler = Awaits ? static async _ => await Task.Yield() : static _ => Task.CompletedTask;
        _bare = Build(static _ => { }, static _ => { }, handler);
        _platform = Build(
            static builder =>
            {
                builder.Configuration["Platform:Resilience:Inbound:Enabled"] = "true";
                builder.AddPlatformResilience();
            },
            static _ => { },
            handler);
        _framework = Build(
            static builder => builder.Services.AddRateLimiter(static options => options.AddConcurrencyLimiter("limit", static limit =>
            {
                limit.PermitLimit = 200;
                limit.QueueLimit = 20;
            })),
            static app => app.UseRateLimiter(),
            handler);

        // What the framework's limiter goes by.
        _context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new EnableRateLimitingAttribute("limit")), "limited"));
    }

    [Benchmark]
    public Task Bare() => _bare(_context);

    [Benchmark]
    public Task Platform() => _platform(_context);

    [Benchmark(Baseline = true)]
    public Task FrameworkConcurrencyLimiter() => _framework(_context);

    private static RequestDelegate Build(
        Action<WebApplicationBuilder> add, Action<IApplicationBuilder> use, RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        add(builder);
        var services = builder.Services.BuildServiceProvider();
        var pipeline = services.GetServices<IStartupFilter>().Reverse().Aggregate(
            (Action<IApplicationBuilder>)(app =>
            {
                use(app);
                app.Run(handler);
            }),
            static (next, filter) => filter.Configure(next));
        var app = new ApplicationBuilder(services);
        pipeline(app);
        return app.Build();
    }
}
