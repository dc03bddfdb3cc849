using BenchmarkDotNet.Attributes;
using Grocery.Platform.Benchmarks.Short;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Benchmarks;

/// <summary>
/// One request through the whole pipeline, without sockets: a bare service beside one as it is usually made ready, one with the one line, and
/// one with the platform's observability alone.
/// </summary>
[MemoryDiagnoser]
[ProcessForEachCase]
public class RequestBenchmarks
{
    private readonly InProcessServer _server = new();
    private WebApplication _app = null!;

    // Sources and meters are known by name in the whole process: each case has a process, and a service, of its own.
    [GlobalSetup(Target = nameof(Bare))]
    public void StartBare() => Start(ServiceStack.BuildBare(_server));

    [GlobalSetup(Target = nameof(UsualStack))]
    public void StartUsual() => Start(ServiceStack.BuildUsual(_server, 0.1));

    [GlobalSetup(Target = nameof(UsualStackEveryTrace))]
    public void StartUsualEveryTrace() => Start(ServiceStack.BuildUsual(_server, 1));

    [GlobalSetup(Target = nameof(EverythingOn))]
    public void StartPlatform() => Start(ServiceStack.BuildPlatform(_server, 0.1));

    [GlobalSetup(Target = nameof(EverythingOnEveryTrace))]
    public void StartPlatformEveryTrace() => Start(ServiceStack.BuildPlatform(_server, 1));

    [GlobalSetup(Target = nameof(Observability))]
    public void StartSampled() => Start(ServiceStack.BuildObservability(_server, 1));

    [GlobalSetup(Target = nameof(ObservabilitySampledTenth))]
    public void StartSampledTenth() => Start(ServiceStack.BuildObservability(_server, 0.1));

    [GlobalSetup(Target = nameof(ObservabilityUnsampled))]
    public void StartUnsampled() => Start(ServiceStack.BuildObservability(_server, 0));

    [GlobalCleanup]
    public void Stop() => StopAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public Task<int> Bare() => _server.RequestAsync();

    [Benchmark]
    public Task<int> UsualStack() => _server.RequestAsync();

    [Benchmark]
    public Task<int> UsualStackEveryTrace() => _server.RequestAsync();

    [Benchmark]
    public Task<int> EverythingOn() => _server.RequestAsync();

    [Benchmark]
    public Task<int> EverythingOnEveryTrace() => _server.RequestAsync();

    [Benchmark]
    public Task<int> Observability() => _server.RequestAsync();

    [Benchmark]
    public Task<int> ObservabilitySampledTenth() => _server.RequestAsync();

    [Benchmark]
    public Task<int> ObservabilityUnsampled() => _server.RequestAsync();

    private void Start(WebApplication app) => StartAsync(app).GetAwaiter().GetResult();

    private async Task StartAsync(WebApplication app)
    {
        _app = app;
        await app.StartAsync();
        if (await _server.RequestAsync() is var status and not 200)
            throw new InvalidOperationException($"The service answers {status}.");
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
