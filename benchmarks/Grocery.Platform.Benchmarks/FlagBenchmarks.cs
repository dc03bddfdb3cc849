using System.Security.Claims;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Flags.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Benchmarks;

/// <summary>One look at a flag within a request of one of 1,000 users: the platform beside Microsoft.FeatureManagement and beside options.</summary>
[MemoryDiagnoser]
public class FlagBenchmarks
{
    private const int Users = 1000;

    // More than the platform remembers.
    private const int Strangers = 100_000;

    private readonly TargetingContext[] _strangers = new TargetingContext[Strangers];
    private readonly TargetingContext[] _users = new TargetingContext[Users];
    private IHost _host = null!;
    private ServiceProvider _microsoftHost = null!;
    private IFeatureManager _flags = null!;
    private IVariantFeatureManager _variantFlags = null!;
    private IFeatureManager _microsoft = null!;
    private IOptionsMonitor<CheckoutOptions> _options = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.AddPlatformConfig();
        builder.Services.AddOptions<CheckoutOptions>().BindConfiguration("Checkout");
        _host = builder.Build();
        _flags = _host.Services.GetRequiredService<IFeatureManager>();
        _variantFlags = _host.Services.GetRequiredService<IVariantFeatureManager>();
        _options = _host.Services.GetRequiredService<IOptionsMonitor<CheckoutOptions>>();

        var live = _host.Services.GetRequiredService<LiveFlags>();
        for (var i = 0; i < Users; i++)
        {
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, $"user-{i}@example.com"), new Claim(ClaimTypes.Role, "ring-1")], "any");
            FlagScope.Begin(live, new DefaultHttpContext { User = new ClaimsPrincipal(identity) });
            _users[i] = new TargetingContext { UserId = $"user-{i}@example.com", Groups = ["ring-1"] };
            _flags.IsEnabledAsync("Percentage");
            _flags.IsEnabledAsync("Targeting");
        }

        for (var i = 0; i < Strangers; i++)
            _strangers[i] = new TargetingContext { UserId = $"stranger-{i}@example.com", Groups = ["ring-1"] };

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        services.AddSingleton<ITargetingContextAccessor>(new UserOfTheTurn(this));
        services.AddFeatureManagement().WithTargeting<UserOfTheTurn>();
        _microsoftHost = services.BuildServiceProvider();
        _microsoft = _microsoftHost.GetRequiredService<IFeatureManager>();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _host.Dispose();
        _microsoftHost.Dispose();
    }

    [Benchmark(Baseline = true)]
    public bool OptionsMonitor() => _options.CurrentValue.IsNew;

    [Benchmark]
    public Task<bool> On() => _flags.IsEnabledAsync("On");

    [Benchmark]
    public Task<bool> Off() => _flags.IsEnabledAsync("Off");

    [Benchmark]
    public ValueTask<bool> OnOfVariants() => _variantFlags.IsEnabledAsync("On");

    [Benchmark]
    public Task<bool> Percentage() => _flags.IsEnabledAsync("Percentage");

    [Benchmark]
    public Task<bool> Targeting() => _flags.IsEnabledAsync("Targeting");

    [Benchmark]
    public Task<bool> TargetingOfContext()
    {
        _next = (_next + 1) % Users;
        return _flags.IsEnabledAsync("Targeting", _users[_next]);
    }

    [Benchmark]
    public Task<bool> TargetingOfStrangers()
    {
        _next = (_next + 1) % Strangers;
        return _flags.IsEnabledAsync("Targeting", _strangers[_next]);
    }

    [Benchmark]
    public Task<bool> MicrosoftOn() => _microsoft.IsEnabledAsync("On");

    [Benchmark]
    public Task<bool> MicrosoftOff() => _microsoft.IsEnabledAsync("Off");

    [Benchmark]
    public Task<bool> MicrosoftPercentage() => _microsoft.IsEnabledAsync("Percentage");

    [Benchmark]
    public Task<bool> MicrosoftTargeting()
    {
        _next = (_next + 1) % Users;
        return _microsoft.IsEnabledAsync("Targeting");
    }

    private static Dictionary<string, string?> Settings => new()
    {
        ["Checkout:IsNew"] = "true",
        ["feature_management:feature_flags:0:id"] = "On",
        ["feature_management:feature_flags:0:enabled"] = "true",
        ["feature_management:feature_flags:1:id"] = "Off",
        ["feature_management:feature_flags:1:enabled"] = "false",
        ["feature_management:feature_flags:2:id"] = "Percentage",
        ["feature_management:feature_flags:2:enabled"] = "true",
        ["feature_management:feature_flags:2:conditions:client_filters:0:name"] = "Microsoft.Percentage",
        ["feature_management:feature_flags:2:conditions:client_filters:0:parameters:Value"] = "50",
        ["feature_management:feature_flags:3:id"] = "Targeting",
        ["feature_management:feature_flags:3:enabled"] = "true",
        ["feature_management:feature_flags:3:conditions:client_filters:0:name"] = "Microsoft.Targeting",
        ["feature_management:feature_flags:3:conditions:client_filters:0:parameters:Audience:Users:0"] = "somebody",
        ["feature_management:feature_flags:3:conditions:client_filters:0:parameters:Audience:Groups:0:Name"] = "ring-1",
        ["feature_management:feature_flags:3:conditions:client_filters:0:parameters:Audience:Groups:0:RolloutPercentage"] = "30",
        ["feature_management:feature_flags:3:conditions:client_filters:0:parameters:Audience:DefaultRolloutPercentage"] = "20",
    };

    private sealed class UserOfTheTurn(FlagBenchmarks benchmarks) : ITargetingContextAccessor
    {
        public ValueTask<TargetingContext> GetContextAsync() => new(benchmarks._users[benchmarks._next]);
    }

    private sealed class CheckoutOptions
    {
        public bool IsNew { get; set; }
    }
}
