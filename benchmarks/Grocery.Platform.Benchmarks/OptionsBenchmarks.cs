using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Benchmarks;

/// <summary>One read of options that follow the configuration: the platform's monitor beside that of the framework.</summary>
[MemoryDiagnoser]
public class OptionsBenchmarks
{
    private IHost _frameworkHost = null!;
    private IHost _platformHost = null!;
    private IOptionsMonitor<ShopOptions> _framework = null!;
    private IOptionsMonitor<ShopOptions> _platform = null!;
    private LiveOptions<ShopOptions> _live = null!;

    [GlobalSetup]
    public void Setup()
    {
        _frameworkHost = Build(services => services.AddOptions<ShopOptions>().BindConfiguration("Shop").ValidateDataAnnotations());
        _platformHost = Build(services => services.AddPlatformOptions<ShopOptions>("Shop"));
        _framework = _frameworkHost.Services.GetRequiredService<IOptionsMonitor<ShopOptions>>();
        _platform = _platformHost.Services.GetRequiredService<IOptionsMonitor<ShopOptions>>();
        _live = _platformHost.Services.GetRequiredService<LiveOptions<ShopOptions>>();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _frameworkHost.Dispose();
        _platformHost.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int FrameworkMonitor() => _framework.CurrentValue.Limit;

    [Benchmark]
    public int PlatformMonitor() => _platform.CurrentValue.Limit;

    [Benchmark]
    public int LiveOptions() => _live.Value.Limit;

    [Benchmark]
    public int FrameworkSnapshot() => Snapshot(_frameworkHost);

    [Benchmark]
    public int PlatformSnapshot() => Snapshot(_platformHost);

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Shop:Limit"] = "5";
        configure(builder.Services);
        return builder.Build();
    }

    private static int Snapshot(IHost host)
    {
        using var scope = host.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<ShopOptions>>().Value.Limit;
    }

    private sealed class ShopOptions
    {
        public int Limit { get; set; }
    }
}
