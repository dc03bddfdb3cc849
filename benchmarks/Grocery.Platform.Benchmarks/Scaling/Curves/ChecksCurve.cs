using System.Diagnostics;
using Grocery.Platform.Health.Checks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What a probe costs, and running all checks once.</summary>
internal sealed class ChecksCurve() : Curve("checks", "Probes and checks against the number of checks", "checks", [1, 10, 50, 100, 250, 500])
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    public override string Note =>
        "A readiness probe through the middleware, without sockets, with the context that it needs; and a round in which each check runs once, one after the other, and its result is kept.";

    public override async Task<CurveCase> StartAsync(int size)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IServer, InProcessServer>();
        builder.AddPlatformHealth();
        var checks = builder.Services.AddHealthChecks();
        for (var i = 0; i < size; i++)
            checks.AddCheck($"check{i}", () => HealthCheckResult.Healthy());

        var app = builder.Build();
        await app.StartAsync();
        var pipeline = Pipeline(app);
        await WaitUntilReadyAsync(pipeline);

        var makesTurns = app.Services.GetRequiredService<CheckTurns>();
        CheckTurn[] turns = [.. app.Services.GetRequiredService<HealthSnapshot>().Checks.ToArray().Select(makesTurns.Of)];
        return new CurveCase(
            [
                Operation.Of("a probe", Shape.Flat, _ => pipeline(Probe())),
                Operation.Of("a round of all checks", Shape.Linear, _ => RoundAsync(turns)),
            ],
            app.DisposeAsync);
    }

    private static async Task RoundAsync(CheckTurn[] turns)
    {
        foreach (var turn in turns)
            await turn.TakeAsync(CancellationToken.None);
    }

    private static async Task WaitUntilReadyAsync(RequestDelegate pipeline)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Yield())
        {
            var context = Probe();
            await pipeline(context);
            if (context.Response.StatusCode == StatusCodes.Status200OK)
                return;
            if (Stopwatch.GetElapsedTime(start) > LongestStart)
                throw new InvalidOperationException($"The service was not ready within {LongestStart:c}.");
        }
    }

    private static DefaultHttpContext Probe() => new() { Request = { Method = HttpMethods.Get, Path = "/health/ready" } };

    private static RequestDelegate Pipeline(WebApplication app)
    {
        var filters = app.Services.GetServices<IStartupFilter>().Reverse();
        var probes = new ApplicationBuilder(app.Services);
        filters.Aggregate((Action<IApplicationBuilder>)(_ => { }), (next, filter) => filter.Configure(next))(probes);
        return probes.Build();
    }
}
