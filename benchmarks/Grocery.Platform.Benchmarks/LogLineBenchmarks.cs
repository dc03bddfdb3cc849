using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>One log line of 4 properties in a scope of 2 within a span: ours against the JSON console of the framework.</summary>
[MemoryDiagnoser]
public partial class LogLineBenchmarks
{
    private Activity _activity = null!;
    private IHost _platform = null!;
    private ServiceProvider _framework = null!;
    private ILogger _platformLogger = null!;
    private ILogger _frameworkLogger = null!;
    private IDisposable?[] _scopes = [];

    [GlobalSetup]
    public void Start()
    {
        _activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LogOutput>(services, Stream.Null));
        builder.Configuration["Platform:Observability:Logging:Flood:Enabled"] = "false";
        builder.AddPlatformObservability();
        _platform = builder.Build();
        _platformLogger = _platform.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");

        _framework = JsonConsoleProvider.CreateServices();
        _frameworkLogger = _framework.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");

        var scope = new Dictionary<string, object> { ["RequestId"] = "0HN4:00000001", ["RequestPath"] = "/orders" };
        _scopes = [_platformLogger.BeginScope(scope), _frameworkLogger.BeginScope(scope)];
    }

    [GlobalCleanup]
    public void Stop()
    {
        Array.ForEach(_scopes, scope => scope?.Dispose());
        _platform.Dispose();
        _framework.Dispose();
        _activity.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void FrameworkJsonConsole() => Placed(_frameworkLogger, "ord-4711", "apple", 12.5, 3);

    [Benchmark]
    public void Platform() => Placed(_platformLogger, "ord-4711", "apple", 12.5, 3);

    [Benchmark]
    public void PlatformBelowLevel() => Ignored(_platformLogger, "ord-4711");

    [Benchmark]
    public void PlatformBelowKeptLevel() => Traced(_platformLogger, "ord-4711");

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
    private static partial void Placed(ILogger logger, string orderId, string fruit, double price, int count);

    [LoggerMessage(2, LogLevel.Debug, "Order {OrderId}")]
    private static partial void Ignored(ILogger logger, string orderId);

    [LoggerMessage(3, LogLevel.Trace, "Order {OrderId}")]
    private static partial void Traced(ILogger logger, string orderId);
}
