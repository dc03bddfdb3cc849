using System.Diagnostics.Metrics;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Abstractions.Tests;

public sealed class LiveOptionsTests : IDisposable
{
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
    private readonly LogCollector _log = new();
    private readonly ServiceProvider _services;

    public LiveOptionsTests() => _services = new ServiceCollection()
        .AddSingleton<IConfiguration>(_configuration)
        .AddLogging(logging => logging.AddProvider(_log))
        .AddMetrics()
        .AddPlatformOptions<SampleOptions>(SampleOptions.Section, static (section, options) => section.Bind(options))
        .BuildServiceProvider();

    [Fact]
    public void A_changed_value_is_there_after_the_reload()
    {
        var options = _services.GetRequiredService<LiveOptions<SampleOptions>>();

        Reload("Ratio", "0.25");

        Assert.Equal(0.25, options.Value.Ratio);
    }

    [Theory]
    [InlineData("Ratio", "2")]
    [InlineData("Ratio", "lots")]
    public void A_bad_reload_keeps_the_last_good_values_and_is_logged_once_and_shown_until_it_is_mended(string property, string value)
    {
        var rejected = 0L;
        using var listener = Listen(change => rejected += change, _services);
        var options = _services.GetRequiredService<LiveOptions<SampleOptions>>();
        Reload("Count", "5");

        Reload(property, value);
        Reload("Period", "00:00:05");

        Assert.Equal(5, options.Value.Count);
        Assert.Equal(1, rejected);
        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains($"Platform:Sample:{property} is \"{value}\"; allowed: a number from 0 to 1", line.Message, StringComparison.Ordinal);

        Reload(property, "1");

        Assert.Equal(TimeSpan.FromSeconds(5), options.Value.Period);
        Assert.Equal(0, rejected);
    }

    [Fact]
    public void Options_that_are_invalid_from_the_start_are_refused()
    {
        _configuration[SampleOptions.Section + ":Ratio"] = "2";

        Assert.Throws<PlatformConfigurationException>(_services.GetRequiredService<LiveOptions<SampleOptions>>);
    }

    [Fact]
    public void A_name_has_what_its_section_says_and_the_defaults_for_the_rest()
    {
        using var services = Named(("Platform:Sample:Count", "5"), ("Platform:Samples:one:Ratio", "0.25"));
        var options = services.GetRequiredService<LiveOptions<SampleOptions>>();

        Assert.Equal((5, 0.25), (options.Get("one").Count, options.Get("one").Ratio));
        Assert.Equal((5, 0.5), (options.Get("other").Count, options.Get("other").Ratio));
        Assert.Same(options.Value, options.Get(""));
    }

    [Fact]
    public void A_bad_reload_of_one_name_keeps_its_last_good_values_and_changes_the_others()
    {
        using var services = Named(("Platform:Samples:one:Count", "4"), ("Platform:Samples:other:Count", "4"));
        var options = services.GetRequiredService<LiveOptions<SampleOptions>>();
        Assert.Equal((4, 4), (options.Get("one").Count, options.Get("other").Count));

        _configuration["Platform:Samples:one:Count"] = "many";
        _configuration["Platform:Samples:other:Count"] = "6";
        _configuration.Reload();

        Assert.Equal((4, 6), (options.Get("one").Count, options.Get("other").Count));
        Assert.Contains("Platform:Samples:one:Count", Assert.Single(_log.Lines).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_first_asked_for_while_it_is_invalid_has_the_defaults_until_it_is_mended()
    {
        using var services = Named();
        var options = services.GetRequiredService<LiveOptions<SampleOptions>>();
        _configuration["Platform:Samples:one:Count"] = "many";
        _configuration.Reload();

        Assert.Equal(3, options.Get("one").Count);
        _configuration["Platform:Samples:one:Count"] = "7";
        _configuration.Reload();
        Assert.Equal(7, options.Get("one").Count);
    }

    [Fact]
    public void A_name_that_was_never_valid_follows_the_defaults()
    {
        using var services = Named();
        var options = services.GetRequiredService<LiveOptions<SampleOptions>>();
        _configuration["Platform:Samples:one:Count"] = "many";
        _configuration.Reload();
        Assert.Same(options.Value, options.Get("one"));

        Reload("Ratio", "0.25");

        Assert.Equal(0.25, options.Get("one").Ratio);
        Assert.Same(options.Value, options.Get("one"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_reload_while_the_first_values_are_made_is_not_lost(int reloads)
    {
        var made = 0;
        using var services = Named(collection => collection.PostConfigure<SampleOptions>(_ =>
        {
            // By now the instance has its values. The first is the one that is validated; with a reload meanwhile it is no longer good.
            if (made++ < reloads)
                Reload("Count", $"{made + 6}");
        }));

        Assert.Equal(reloads + 6, services.GetRequiredService<LiveOptions<SampleOptions>>().Value.Count);
    }

    [Fact]
    public void The_instance_that_was_validated_is_the_one_that_all_read()
    {
        var made = 0;
        using var services = Named(collection => collection.PostConfigure<SampleOptions>(_ => made++));

        services.ValidatePlatformOptions();
        var validated = made;
        var options = services.GetRequiredService<IOptions<SampleOptions>>().Value;

        Assert.Same(options, services.GetRequiredService<LiveOptions<SampleOptions>>().Value);
        Assert.Same(options, services.GetRequiredService<IOptionsMonitor<SampleOptions>>().CurrentValue);
        Assert.Equal(validated, made);
    }

    [Fact]
    public void A_section_of_two_classes_is_invalid_while_it_is_for_one_of_them()
    {
        var rejected = 0L;
        using var services = Named(collection => collection.AddPlatformOptions<OtherOptions>(SampleOptions.Section));
        using var listener = Listen(change => rejected += change, services);
        services.GetRequiredService<LiveOptions<SampleOptions>>();
        services.GetRequiredService<LiveOptions<OtherOptions>>();

        _configuration[$"{SampleOptions.Section}:Ratio"] = "2";
        Reload("Other", "many");
        Assert.Equal((1, 0), (rejected, _log.Lines.Count(line => line.EventId == 1002)));
        Reload("Ratio", "1");
        Assert.Equal((1, 0), (rejected, _log.Lines.Count(line => line.EventId == 1002)));
        Reload("Other", "1");

        Assert.Equal((0, 1), (rejected, _log.Lines.Count(line => line.EventId == 1002)));
    }

    [Fact]
    public void Who_follows_the_reloads_is_called_with_the_new_values_until_it_has_enough_whatever_others_throw()
    {
        var options = _services.GetRequiredService<LiveOptions<SampleOptions>>();
        List<int> seen = [];
        using var failing = options.OnReload(() => throw new InvalidOperationException());
        var following = options.OnReload(() => seen.Add(options.Value.Count));

        Reload("Count", "5");
        Reload("Count", "6");
        following.Dispose();
        Reload("Count", "7");

        Assert.Equal([5, 6], seen);
        Assert.Equal(3, _log.Lines.Count(line => line.EventId == 1001));
    }

    public void Dispose() => _services.Dispose();

    private ServiceProvider Named(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _configuration[key] = value;

        return Named(static _ => { });
    }

    private ServiceProvider Named(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(_configuration)
            .AddLogging(logging => logging.AddProvider(_log))
            .AddMetrics()
            .AddNamedPlatformOptions<SampleOptions>(SampleOptions.Section, "Platform:Samples", static (section, options) => section.Bind(options));
        add(services);
        return services.BuildServiceProvider();
    }

    private static MeterListener Listen(Action<int> change, IServiceProvider services)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "grocery.options.rejected" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => change(value));
        listener.Start();
        return listener;
    }

    private void Reload(string property, string value)
    {
        _configuration[$"{SampleOptions.Section}:{property}"] = value;
        _configuration.Reload();
    }

    private sealed class OtherOptions
    {
        public int Other { get; set; }
    }
}
