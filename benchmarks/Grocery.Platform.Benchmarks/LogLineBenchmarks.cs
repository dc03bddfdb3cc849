using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>
/// One log line of 4 properties in a scope of 2 within a span, up to the bytes of the line: ours against the JSON console of the framework,
/// Serilog and NLog, and against no logger, which is the floor.
/// </summary>
[MemoryDiagnoser]
public partial class LogLineBenchmarks
{
    private readonly List<IDisposable> _owned = [];
    private ILogger _nothing = null!;
    private ILogger _framework = null!;
    private ILogger _serilog = null!;
    private ILogger _nlog = null!;
    private ILogger _platform = null!;

    [GlobalSetup]
    public void Start()
    {
        _owned.Add(new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start());
        _nothing = Logger(new ServiceCollection().AddLogging().BuildServiceProvider());
        _framework = Logger(JsonConsoleProvider.CreateServices());
        _serilog = Logger(SerilogProvider.CreateServices());
        _nlog = Logger(NLogProvider.CreateServices());
        var host = PlatformLogging.CreateHost();
        _owned.Add(host);
        _platform = Logger(host.Services);
    }

    // The scopes before what made them.
    [GlobalCleanup]
    public void Stop()
    {
        foreach (var owned in Enumerable.Reverse(_owned))
            owned.Dispose();
    }

    [Benchmark]
    public void NoProvider() => Placed(_nothing, "ord-4711", "apple", 12.5, 3);

    [Benchmark(Baseline = true)]
    public void FrameworkJsonConsole() => Placed(_framework, "ord-4711", "apple", 12.5, 3);

    [Benchmark]
    public void SerilogCompactJson() => Placed(_serilog, "ord-4711", "apple", 12.5, 3);

    [Benchmark]
    public void NLogJsonLayout() => Placed(_nlog, "ord-4711", "apple", 12.5, 3);

    [Benchmark]
    public void Platform() => Placed(_platform, "ord-4711", "apple", 12.5, 3);

    [Benchmark]
    public void PlatformTextsOnly() => Named(_platform, "ord-4711", "apple", "12.5", "3");

    private ILogger Logger(IServiceProvider services)
    {
        if (services is IDisposable disposable && !_owned.OfType<IHost>().Any(host => host.Services == services))
            _owned.Add(disposable);
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        if (logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = "0HN4:00000001", ["RequestPath"] = "/orders" }) is { } scope)
            _owned.Add(scope);
        return logger;
    }

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
    private static partial void Placed(ILogger logger, string orderId, string fruit, double price, int count);

    [LoggerMessage(2, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
    private static partial void Named(ILogger logger, string orderId, string fruit, string price, string count);
}
