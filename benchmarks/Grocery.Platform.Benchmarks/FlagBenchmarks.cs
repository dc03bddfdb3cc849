using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Benchmarks;

/// <summary>One look at a flag: the feature manager beside what a team would write itself.</summary>
[MemoryDiagnoser]
public class FlagBenchmarks
{
    private IHost _host = null!;
    private IConfiguration _configuration = null!;
    private IFeatureManager _flags = null!;
    private IOptionsMonitor<CheckoutOptions> _options = null!;

    [GlobalSetup]
    public void Setup()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FeatureManagement:On"] = "true",
            ["FeatureManagement:Off"] = "false",
            ["Checkout:IsNew"] = "true",
        });
        builder.AddPlatformConfig();
        builder.Services.AddOptions<CheckoutOptions>().BindConfiguration("Checkout");
        _host = builder.Build();
        _configuration = _host.Services.GetRequiredService<IConfiguration>();
        _flags = _host.Services.GetRequiredService<IFeatureManager>();
        _options = _host.Services.GetRequiredService<IOptionsMonitor<CheckoutOptions>>();
    }

    [GlobalCleanup]
    public void Cleanup() => _host.Dispose();

    [Benchmark(Baseline = true)]
    public bool OptionsMonitor() => _options.CurrentValue.IsNew;

    [Benchmark]
    public bool Configuration() => bool.Parse(_configuration["Checkout:IsNew"]!);

    [Benchmark]
    public Task<bool> FeatureManagerOn() => _flags.IsEnabledAsync("On");

    [Benchmark]
    public Task<bool> FeatureManagerOff() => _flags.IsEnabledAsync("Off");

    private sealed class CheckoutOptions
    {
        public bool IsNew { get; set; }
    }
}
