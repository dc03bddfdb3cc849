using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Grocery.Platform.Benchmarks.Short;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Benchmarks;

/// <summary>
/// A service that is built, starts and answers its first request, in a process that has done none of it yet: bare, as it is usually made ready,
/// and with the one line. The bytes are those of a second start in the same process.
/// </summary>
[MemoryDiagnoser]
[ProcessForEachCase]
[SimpleJob(RunStrategy.ColdStart, launchCount: 5, warmupCount: 0, iterationCount: 1, invocationCount: 1)]
public class StartUpBenchmarks
{
    private InProcessServer _server = null!;
    private WebApplication? _app;

    [IterationSetup]
    public void SetUp() => _server = new InProcessServer();

    [IterationCleanup]
    public void Stop() => StopAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public Task Bare() => StartAsync(ServiceStack.BuildBare(_server));

    [Benchmark]
    public Task UsualStack() => StartAsync(ServiceStack.BuildUsual(_server, 0.1));

    [Benchmark]
    public Task Platform() => StartAsync(ServiceStack.BuildPlatform(_server, 0.1));

    private async Task StartAsync(WebApplication app)
    {
        _app = app;
        await app.StartAsync();
        if (await _server.RequestAsync() is var status and not 200)
            throw new InvalidOperationException($"The service answers {status}.");
    }

    private async Task StopAsync()
    {
        if (_app is null)
            return;

        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }
}
