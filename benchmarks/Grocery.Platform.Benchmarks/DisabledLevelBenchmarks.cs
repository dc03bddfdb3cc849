using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks;

/// <summary>A log call whose level is off: the platform beside a plain <c>if</c>, the framework's logger, Serilog and NLog.</summary>
[MemoryDiagnoser]
public partial class DisabledLevelBenchmarks
{
    private readonly List<IDisposable> _owned = [];
    private ILogger _framework = null!;
    private ILogger _serilog = null!;
    private ILogger _nlog = null!;
    private ILogger _platform = null!;
    private ILogger _none = null!;
    private int _lines;

    // Settable, so that nobody knows its value when the code is compiled.
    public bool IsOn { get; set; }

    [GlobalSetup]
    public void Start()
    {
        _framework = Logger(JsonConsoleProvider.CreateServices());
        _serilog = Logger(SerilogProvider.CreateServices());
        _nlog = Logger(NLogProvider.CreateServices());
        _platform = Logger(PlatformLogging.CreateHost());
        _none = Logger(PlatformLogging.CreateHost(LogLevel.None));
    }

    [GlobalCleanup]
    public void Stop() => _owned.ForEach(static owned => owned.Dispose());

    [Benchmark]
    public int PlainIf()
    {
        if (IsOn)
            _lines++;
        return _lines;
    }

    [Benchmark(Baseline = true)]
    public void Framework() => Ignored(_framework, "ord-4711");

    [Benchmark]
    public void Serilog() => Ignored(_serilog, "ord-4711");

    [Benchmark]
    public void NLog() => Ignored(_nlog, "ord-4711");

    // The platform keeps Debug for a request that fails, where there is one; outside of a request it is off.
    [Benchmark]
    public void Platform() => Ignored(_platform, "ord-4711");

    [Benchmark]
    public void PlatformBelowKeptLevel() => Traced(_platform, "ord-4711");

    [Benchmark]
    public void PlatformLevelNone() => Failed(_none, "ord-4711");

    private ILogger Logger(IHost host) => Logger(host, host.Services);

    private ILogger Logger(ServiceProvider services) => Logger(services, services);

    private ILogger Logger(IDisposable owner, IServiceProvider services)
    {
        _owned.Add(owner);
        return services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
    }

    [LoggerMessage(1, LogLevel.Debug, "Order {OrderId}")]
    private static partial void Ignored(ILogger logger, string orderId);

    [LoggerMessage(2, LogLevel.Trace, "Order {OrderId}")]
    private static partial void Traced(ILogger logger, string orderId);

    [LoggerMessage(3, LogLevel.Error, "Order {OrderId}")]
    private static partial void Failed(ILogger logger, string orderId);
}
