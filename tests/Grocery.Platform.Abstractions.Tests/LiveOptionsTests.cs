using System.Diagnostics.Metrics;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
        using var listener = Listen(change => rejected += change);
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

    public void Dispose() => _services.Dispose();

    private static MeterListener Listen(Action<int> change)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "grocery.options.rejected")
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
}
