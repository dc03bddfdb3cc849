using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Abstractions.Tests;

/// <summary>The framework's own ways to read options, of a host that has started.</summary>
public sealed class LastGoodOptionsTests : IAsyncLifetime
{
    private readonly LogCollector _log = new("Grocery.Platform.Abstractions");
    private readonly ManualTimeProvider _time = new();
    private readonly ManualChange _change = new();
    private IHost _host = null!;
    private int _fromCode = 1;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IConfigurationRoot Configuration => (IConfigurationRoot)_host.Services.GetRequiredService<IConfiguration>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddPlatformOptions<CheckoutOptions>(CheckoutOptions.Section);
        builder.Services.AddNamedPlatformOptions<SampleOptions>(
            SampleOptions.Section, "Platform:Samples", static (section, options) => section.Bind(options));
        builder.Configuration["Platform:Samples:one:Count"] = "4";
        builder.Services.PostConfigure<CheckoutOptions>(options => options.Banner = $"{_fromCode}");
        builder.Services.AddSingleton<IOptionsChangeTokenSource<CheckoutOptions>>(_change);
        builder.Services.AddHealthChecks();
        _host = builder.Build();
        await _host.StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    [Fact]
    public void A_monitor_keeps_the_last_valid_values_and_takes_the_next_valid_ones()
    {
        var monitor = _host.Services.GetRequiredService<IOptionsMonitor<CheckoutOptions>>();
        List<long> seen = [];
        using var listening = monitor.OnChange((options, _) => seen.Add(options.MaxOrders));

        Reload("Checkout:max-orders", "11");
        Reload("Checkout:max-orders", "many");
        Reload("Checkout:Limits:Low", "0");

        Assert.Equal(11, monitor.CurrentValue.MaxOrders);
        Assert.Same(monitor.CurrentValue, monitor.Get(null));
        Assert.Same(monitor.CurrentValue, monitor.Get(""));

        Configuration["Checkout:max-orders"] = "12";
        Reload("Checkout:Limits:Low", "1");

        Assert.Equal(12, monitor.CurrentValue.MaxOrders);
        Assert.Equal([11, 12], seen);
    }

    [Fact]
    public void A_monitor_that_is_first_read_after_a_bad_reload_has_the_values_of_the_start()
    {
        Configuration["Platform:Samples:one:Count"] = "many";
        Reload("Checkout:max-orders", "many");

        Assert.Equal(10, _host.Services.GetRequiredService<IOptionsMonitor<CheckoutOptions>>().CurrentValue.MaxOrders);
        Assert.Equal(10, _host.Services.GetRequiredService<IOptions<CheckoutOptions>>().Value.MaxOrders);
        Assert.Equal(4, _host.Services.GetRequiredService<IOptionsMonitor<SampleOptions>>().Get("one").Count);
    }

    [Fact]
    public void A_listener_learns_the_name_of_what_has_changed()
    {
        var monitor = _host.Services.GetRequiredService<IOptionsMonitor<SampleOptions>>();
        List<(string?, int)> seen = [];
        using (monitor.OnChange((options, name) => seen.Add((name, options.Count))))
        {
            Configuration["Platform:Sample:Count"] = "many";
            Reload("Platform:Samples:one:Count", "5");
        }

        Reload("Platform:Samples:one:Count", "6");

        Assert.Equal([("one", 5)], seen);
        Assert.Equal((3, 6), (monitor.CurrentValue.Count, monitor.Get("one").Count));
    }

    [Fact]
    public void A_listener_may_wait_for_another_thread_that_reads_a_new_name()
    {
        var monitor = _host.Services.GetRequiredService<IOptionsMonitor<SampleOptions>>();
        var count = 0;
        using var listening = monitor.OnChange((_, _) =>
        {
            var other = new Thread(() => count = monitor.Get("new").Count);
            other.Start();
            Assert.True(other.Join(TimeSpan.FromSeconds(30)));
        });

        Reload("Platform:Sample:Count", "7");

        Assert.Equal(7, count);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_snapshot_stays_the_same_in_its_scope_and_never_throws()
    {
        using var before = _host.Services.CreateScope();
        var old = before.ServiceProvider.GetRequiredService<IOptionsSnapshot<CheckoutOptions>>();
        var named = before.ServiceProvider.GetRequiredService<IOptionsSnapshot<SampleOptions>>();
        Assert.Equal((10, 4), (old.Value.MaxOrders, named.Get("one").Count));

        Configuration["Platform:Samples:one:Count"] = "5";
        Reload("Checkout:max-orders", "11");
        Configuration["Platform:Samples:one:Count"] = "many";
        Reload("Checkout:max-orders", "many");

        using var after = _host.Services.CreateScope();
        Assert.Equal((10, 4), (old.Value.MaxOrders, named.Get("one").Count));
        Assert.Equal(11, after.ServiceProvider.GetRequiredService<IOptionsSnapshot<CheckoutOptions>>().Value.MaxOrders);
        Assert.Equal(5, after.ServiceProvider.GetRequiredService<IOptionsSnapshot<SampleOptions>>().Get("one").Count);
    }

    [Fact]
    public void A_change_that_code_announces_is_followed_too()
    {
        var monitor = _host.Services.GetRequiredService<IOptionsMonitor<CheckoutOptions>>();

        _fromCode = 2;
        _change.Announce();

        Assert.Equal("2", monitor.CurrentValue.Banner);
    }

    [Fact]
    public async Task A_distinct_problem_is_one_line_and_its_end_another_and_health_says_which_section_and_since_when()
    {
        Reload("Checkout:ApiKey", "hunter22");
        _time.Advance(TimeSpan.FromMinutes(1));
        Reload("Checkout:Currency", "");
        var since = _time.GetUtcNow();
        Reload("Checkout:Ports:0", "80");
        _time.Advance(TimeSpan.FromMinutes(1));
        Reload("Checkout:Limits:Low", "hunter22");

        var entry = await CheckAsync();
        Assert.Equal(
            (HealthStatus.Degraded, $"The last valid values stay: Checkout is invalid since {since:yyyy-MM-ddTHH:mm:ss}Z"), (entry.Status, entry.Description));

        Configuration["Checkout:Limits:Low"] = "2";
        Reload("Checkout:Currency", "USD");
        Reload("Checkout:Currency", "GBP");

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
        Assert.Collection(
            _log.Lines,
            line => Assert.Equal((1000, LogLevel.Error), (line.EventId, line.Level)),
            line => Assert.Equal((1000, LogLevel.Error), (line.EventId, line.Level)),
            line => Assert.Equal(
                (1002, LogLevel.Information, "The configuration of Checkout is valid again, and its values hold"), (line.EventId, line.Level, line.Message)));
        Assert.DoesNotContain(_log.Lines, line => line.Message.Contains("hunter22", StringComparison.Ordinal));
    }

    private async Task<HealthReportEntry> CheckAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop)).Entries["options"];

    private void Reload(string key, string value)
    {
        Configuration[key] = value;
        Configuration.Reload();
    }

    private sealed class ManualChange : IOptionsChangeTokenSource<CheckoutOptions>
    {
        private CancellationTokenSource _source = new();

        public string? Name => null;

        public IChangeToken GetChangeToken() => new CancellationChangeToken(_source.Token);

        public void Announce() => Interlocked.Exchange(ref _source, new CancellationTokenSource()).Cancel();
    }
}
