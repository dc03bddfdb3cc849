using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class FloodTests
{
    private const string Limit = "Platform:Observability:Logging:Flood:Limit";

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_message_that_comes_too_often_is_summarised_each_second_with_the_count()
    {
        using var logging = Start((Limit, "10"));

        for (var i = 0; i < 1000; i++)
            logging["Shop"].LogWarning("Order {Id} is late", i);
        _time.Advance(TimeSpan.FromSeconds(1));
        logging["Shop"].LogWarning("Order {Id} is late", 1000);

        var lines = logging.Log.Of("Shop");
        Assert.Equal(12, lines.Count);
        Assert.Equal("Order {Id} is late was logged 990 more times, which were left out", lines[10].GetProperty("message").GetString());
        Assert.Equal(990, lines[10].GetProperty("attributes").GetProperty("Count").GetInt32());
        Assert.Equal("Warning", lines[10].GetProperty("level").GetString());
        Assert.Equal("Order 1000 is late", lines[11].GetProperty("message").GetString());
    }

    [Fact]
    public void Other_messages_pass_meanwhile()
    {
        using var logging = Start((Limit, "1"));

        for (var i = 0; i < 5; i++)
            logging["Shop"].LogInformation("often");
        logging["Shop"].LogInformation("seldom");

        Assert.Equal(["often", "seldom"], logging.Log.Of("Shop").Select(line => line.GetProperty("message").GetString()));
    }

    [Fact]
    public void Neither_another_logger_nor_another_level_nor_a_text_without_a_template_is_left_out()
    {
        using var logging = Start((Limit, "1"));

        for (var i = 0; i < 5; i++)
        {
            logging["Noise"].LogInformation("{Message}", i);
            logging["Noise"].Log(LogLevel.Information, 0, $"noise {i}", null, (text, _) => text);
        }

        logging["Noise"].LogError("{Message}", "an error");
        logging["Payments"].LogInformation("{Message}", "another logger");

        Assert.Equal(6, logging.Log.Of("Noise").Count(line => line.GetProperty("level").GetString() == "Information"));
        Assert.Single(logging.Log.Of("Noise"), line => line.GetProperty("level").GetString() == "Error");
        Assert.Single(logging.Log.Of("Payments"));
    }

    [Fact]
    public async Task Of_many_threads_each_line_is_written_or_counted()
    {
        using var logging = Start((Limit, "5"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
                logging["Shop"].LogInformation("often");
        })));
        _time.Advance(TimeSpan.FromSeconds(1));

        var lines = logging.Log.Of("Shop");
        var written = lines.Count(line => line.GetProperty("message").GetString() == "often");
        var counted = lines.Where(line => line.GetProperty("event_id").GetInt32() == 2012)
            .Sum(line => line.GetProperty("attributes").GetProperty("Count").GetInt32());
        Assert.InRange(written, 5, 20);
        Assert.Equal(8000, written + counted);
    }

    [Fact]
    public void What_was_left_out_is_said_at_the_stop()
    {
        var logging = Start((Limit, "1"));
        logging["Shop"].LogInformation("often");
        logging["Shop"].LogInformation("often");

        logging.Dispose();

        Assert.Contains(logging.Log.Lines, line => line.GetProperty("event_id").GetInt32() == 2012);
    }

    [Fact]
    public async Task Request_lines_are_never_left_out()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/hello", () => "hello"), null, (Limit, "1"));

        for (var i = 0; i < 5; i++)
            await service.Client.GetStringAsync(new Uri("/hello", UriKind.Relative), TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => service.Log.Of("Grocery.Platform.Observability.Request").Count == 5, "all request lines");
    }

    [Fact]
    public void It_can_be_switched_off()
    {
        using var logging = Start((Limit, "1"), ("Platform:Observability:Logging:Flood:Enabled", "false"));

        for (var i = 0; i < 5; i++)
            logging["Shop"].LogInformation("often");

        Assert.Equal(5, logging.Log.Of("Shop").Count);
    }

    private LoggerUnderTest Start(params (string Key, string? Value)[] settings) =>
        new(builder => builder.Services.AddSingleton<TimeProvider>(_time), settings);
}
