using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Testing.Fakes.Tests;

public sealed class LogCaptureTests
{
    [Fact]
    public async Task A_test_finds_the_line_with_its_values_its_scopes_and_its_trace()
    {
        // snippet: logs
        var logs = new LogCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(logs.AddTo));
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 7, market: "eu");

        var line = logs.Expect(line => line.EventName == "OrderPlaced");
        Assert.Equal("order 7 placed", line.Message);
        Assert.Equal(7, line.Attributes["OrderId"]);
        Assert.Equal("eu", line.Attributes["market"]);
        logs.ExpectNone(line => line.Level >= LogLevel.Warning);

        // end
        Assert.Equal("order {OrderId} placed", line.Template);
        Assert.Equal((1, LogLevel.Information, "Grocery.Platform.Testing.Fakes.TestApp.ShopService"), (line.EventId, line.Level, line.Logger));
        Assert.NotNull(line.SpanId);
        Assert.Matches("^[0-9a-f]{32}$", line.TraceId);
        Assert.DoesNotContain("{OriginalFormat}", line.Attributes.Keys);
    }

    [Fact]
    public async Task What_was_thrown_comes_with_the_line()
    {
        var logs = new LogCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(logs.AddTo));
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 13);

        Assert.Equal("No order has this number.", Assert.IsType<InvalidOperationException>(logs.Expect(line => line.EventId == 2).Error).Message);
    }

    [Fact]
    public async Task A_failure_says_what_was_looked_for_and_what_was_logged()
    {
        var logs = new LogCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(logs.AddTo));
        using var client = shop.CreateClient();
        await client.PlaceAsync(order: 13);
        logs.Clear();
        await client.PlaceAsync(order: 13);

        var missing = Assert.Throws<CaptureException>(() => logs.Expect(line => line.EventName == "OrderPlaced"));
        var present = Assert.Throws<CaptureException>(() => logs.ExpectNone(line => line.Level == LogLevel.Warning && line.EventId == 2));

        Assert.StartsWith("LogCapture: no line matches `line => line.EventName == \"OrderPlaced\"`.\nSeen, ", missing.Message, StringComparison.Ordinal);
        Assert.Contains(
            "\n  Warning Grocery.Platform.Testing.Fakes.TestApp.ShopService[2 OrderRefused] order 13 refused (System.InvalidOperationException: No order has this number.) {",
            missing.Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "LogCapture: a line matches `line => line.Level == LogLevel.Warning && line.EventId == 2`, and none was to.\nSeen, 1 line:\n  Warning ",
            present.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_comes_later_is_waited_for_and_no_longer_than_said()
    {
        var logs = new LogCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(logs.AddTo));
        using var client = shop.CreateClient();

        var soon = logs.ExpectSoonAsync(line => line.EventName == "OrderPlaced", cancellationToken: TestContext.Current.CancellationToken);
        var isEarly = soon.IsCompleted;
        await client.PlaceAsync(order: 7);
        var line = await soon;
        var never = await Assert.ThrowsAsync<CaptureException>(() =>
            logs.ExpectSoonAsync(line => line.Message == "never", TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));

        Assert.Equal((false, "order 7 placed"), (isEarly, line.Message));
        Assert.StartsWith("LogCapture: no line matched `line => line.Message == \"never\"` within 00:00:00.0500000.\nSeen, ", never.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_level_of_its_own_goes_before_that_of_the_service()
    {
        var (quiet, all) = (new LogCapture(LogLevel.Warning), new LogCapture(LogLevel.Debug));
        await using var quietShop = Shop.With(web => web.ConfigureTestServices(quiet.AddTo));
        await using var shop = Shop.With(web => web.UseSetting("Platform:Observability:Logging:Level", "Error").ConfigureTestServices(all.AddTo));
        using var quietClient = quietShop.CreateClient();
        using var client = shop.CreateClient();

        await quietClient.PlaceAsync(order: 7);
        await client.PlaceAsync(order: 7);

        quiet.ExpectNone(line => line.Level < LogLevel.Warning);
        all.Expect(line => line.EventName == "OrderPlaced");
        all.Expect(line => line.Level == LogLevel.Debug);
    }

    [Fact]
    public void A_capture_that_was_not_added_says_so() => Assert.EndsWith(
        "Seen: nothing. Is the capture added to the service: web.ConfigureTestServices(logs.AddTo)?",
        Assert.Throws<CaptureException>(() => new LogCapture().Expect(_ => true)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_long_log_is_cut_at_its_start()
    {
        var logs = new LogCapture();
        var services = new ServiceCollection().AddLogging();
        logs.AddTo(services);
        using var provider = services.BuildServiceProvider();
        var logger = provider.GetRequiredService<ILogger<LogCaptureTests>>();
        for (var i = 1; i <= 60; i++)
            logger.Log(LogLevel.Information, default, i, null, (state, _) => $"line {state}");

        var message = Assert.Throws<CaptureException>(() => logs.Expect(_ => false)).Message;

        Assert.Contains("Seen, 60 lines:\n  (10 earlier ones)\n  Information Grocery.Platform.Testing.Fakes.Tests.LogCaptureTests line 11\n", message, StringComparison.Ordinal);
        Assert.EndsWith("line 60", message, StringComparison.Ordinal);
    }
}
