using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Tests.LogLevels;

public sealed class LoggersEndpointTests : IAsyncDisposable
{
    private const string Audit = "Grocery.Platform.Observability.LogLevels";

    private static readonly string[] Quiet = ["Information", "Warning"];
    private static readonly string[] Loud = ["Debug", "Information", "Warning"];

    private readonly ManualTimeProvider _time = new();
    private readonly HttpClient _operators = new();
    private ServiceUnderTest? _service;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServiceUnderTest Service => _service ?? throw new InvalidOperationException("Not started");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_level_holds_for_its_time_and_falls_back(bool throughSerilog)
    {
        await StartAsync(builder =>
        {
            if (throughSerilog)
                builder.Services.AddSingleton<ILogEventEnricher, Nothing>();
        });

        var answer = await PutAsync("""{"logger":"Shop.Cart","level":"Debug","ttl":"00:05:00","by":"ann"}""");
        var during = Written("Shop.Cart.Lines");
        var beside = Written("Shop.Order");
        _time.Advance(TimeSpan.FromMinutes(4.9));
        var late = Written("Shop.Cart");
        _time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string[][] written = [during, beside, late, Written("Shop.Cart")];
        Assert.Equal([Loud, Quiet, Loud, Quiet], written);
        var lines = Service.Log.Of(Audit).Select(line => Text(line, "message"));
        Assert.Equal(
            ["Level of Shop.Cart changed from Information to Debug for 00:05:00 by ann at 127.0.0.1", "Level of Shop.Cart fell back from Debug to Information in time"],
            lines);
    }

    [Fact]
    public async Task The_report_shows_what_holds_and_what_is_configured()
    {
        await StartAsync(null, ("Logging:LogLevel:Shop", "Error"));
        Service.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Cart");

        await PutAsync("""{"logger":"Shop","level":"trace"}""");
        var report = await _operators.GetFromJsonAsync<JsonElement>("/loggers", Stop);

        var item = Assert.Single(report.GetProperty("overrides").EnumerateArray().ToArray());
        Assert.Equal(("Shop", "Trace", "127.0.0.1"), (Text(item, "logger"), Text(item, "level"), Text(item, "address")));
        Assert.Equal(TimeSpan.FromMinutes(10), item.GetProperty("until").GetDateTimeOffset() - item.GetProperty("since").GetDateTimeOffset());
        var loggers = report.GetProperty("loggers");
        Assert.Equal(("Trace", "Error"), (Text(loggers.GetProperty("Shop.Cart"), "level"), Text(loggers.GetProperty("Shop.Cart"), "configured")));
        Assert.Equal("Information", Text(loggers.GetProperty("Default"), "level"));
        Assert.Equal("Warning", Text(loggers.GetProperty("Microsoft.AspNetCore.Hosting.Diagnostics"), "configured"));
    }

    [Fact]
    public async Task A_second_change_replaces_the_first_and_null_ends_it()
    {
        await StartAsync();

        await PutAsync("""{"logger":"Shop","level":"Debug","ttl":"00:01:00"}""");
        await PutAsync("""{"logger":"shop","level":"None","ttl":"00:10:00"}""");
        _time.Advance(TimeSpan.FromMinutes(2));
        var silent = Written("Shop");
        await PutAsync("""{"logger":"Shop","level":null}""");

        Assert.Empty(silent);
        Assert.Equal(Quiet, Written("Shop"));
        Assert.Contains(Service.Log.Of(Audit), line => Text(line, "message").StartsWith("Level of Shop set back from None to Information", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_of_the_section_for_a_category_below_stays_and_one_for_this_provider_does_not_win()
    {
        await StartAsync(null, ("Logging:LogLevel:Shop.Cart", "Error"), ("Logging:Platform:LogLevel:Default", "Warning"));

        await PutAsync("""{"logger":"Shop.Order","level":"Debug"}""");

        Assert.Equal(Loud, Written("Shop.Order"));
        Assert.Equal(["Warning"], Written("Shop.Summary"));
    }

    [Fact]
    public async Task Who_silences_everything_is_on_record()
    {
        await StartAsync(null, ("Logging:LogLevel:Default", "Error"));

        await PutAsync("""{"logger":"Default","level":"None"}""");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(2, Service.Log.Of(Audit).Count);
    }

    [Theory]
    [InlineData("no json", "not JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"logger":"\ud800","level":"Debug"}""", "not valid Unicode")]
    [InlineData("""{"\ud800":"Shop","level":"Debug"}""", "not valid Unicode")]
    [InlineData("""{"logger":"Shop","level":"Loud"}""", "level must be one of Trace, Debug")]
    [InlineData("""{"logger":"Shop","level":"2"}""", "level must be one of")]
    [InlineData("""{"logger":"Shop"}""", "level must be one of")]
    [InlineData("""{"logger":"Shop","level":7}""", "level must be a string")]
    [InlineData("""{"logger":"","level":"Debug"}""", "logger must be")]
    [InlineData("""{"level":"Debug"}""", "logger must be")]
    [InlineData("""{"logger":"Shop","level":"Debug","ttl":"5"}""", "ttl must be a duration from 00:00:01 to 01:00:00")]
    [InlineData("""{"logger":"Shop","level":"Debug","ttl":"01:00:01"}""", "ttl must be")]
    [InlineData("""{"logger":"Shop","level":"Debug","tll":"00:01:00"}""", "unknown member")]
    public async Task What_cannot_be_understood_changes_nothing_and_is_explained(string body, string reason)
    {
        await StartAsync();

        var answer = await PutAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(reason, Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Stop), "detail"), StringComparison.Ordinal);
        Assert.Equal(Quiet, Written("Shop"));
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        await StartAsync();

        var big = await PutAsync(new string(' ', 4097));
        for (var i = 0; i < 100; i++)
            await PutAsync($$"""{"logger":"Shop{{i}}","level":"Debug"}""");
        var many = await PutAsync("""{"logger":"Shop","level":"Debug"}""");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.Conflict), (big.StatusCode, many.StatusCode));
    }

    [Fact]
    public async Task The_port_of_the_service_never_changes_a_level()
    {
        await StartAsync();
        await using var alone = await ServiceUnderTest.StartAsync();

        var onServicePort = await PutAsync("""{"logger":"Shop","level":"Debug"}""", Service.Client);
        var withoutManagementPort = await PutAsync("""{"logger":"Shop","level":"Debug"}""", alone.Client);
        var read = await alone.Client.GetAsync(new Uri("/loggers", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.NotFound, onServicePort.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, withoutManagementPort.StatusCode);
        Assert.Contains(
            "Set Platform:Management:Port", Text(await withoutManagementPort.Content.ReadFromJsonAsync<JsonElement>(Stop), "detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task In_Development_the_own_machine_needs_no_management_port()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        new LineStream().Replace(builder.Services);
        await using var app = builder.AddPlatformObservability().Build();
        await app.StartAsync(Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var answer = await PutAsync("""{"logger":"Shop","level":"Debug"}""", client);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Switched_off_the_path_is_the_services_own()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/loggers", () => "ours"), null, ("Platform:Observability:Logging:Overrides:Enabled", "false"));

        Assert.Equal("ours", await service.Client.GetStringAsync(new Uri("/loggers", UriKind.Relative), Stop));
    }

    [Fact]
    public async Task A_time_longer_than_the_longest_stops_the_start()
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => ServiceUnderTest.StartAsync(
            null, null, ("Platform:Observability:Logging:Overrides:MaximumTtl", "00:05:00")));

        Assert.StartsWith(
            "Platform:Observability:Logging:Overrides:Ttl is \"00:10:00\"; allowed: at most MaximumTtl, which is 00:05:00.",
            Assert.Single(exception.Problems),
            StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _operators.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private async Task StartAsync(Action<WebApplicationBuilder>? add = null, params (string Key, string? Value)[] settings)
    {
        var port = FreePort.Next();
        _operators.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        _service = await ServiceUnderTest.StartAsync(
            null,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_time);
                add?.Invoke(builder);
            },
            [.. settings, ("Platform:Management:Port", port.ToString(CultureInfo.InvariantCulture))]);
    }

    private async Task<HttpResponseMessage> PutAsync(string body, HttpClient? client = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await (client ?? _operators).PutAsync(new Uri("/loggers", UriKind.Relative), content, Stop);
    }

    private string[] Written(string category)
    {
        var logger = Service.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        var before = Service.Log.Of(category).Count;
        logger.LogDebug("line");
        logger.LogInformation("line");
        logger.LogWarning("line");
        return [.. Service.Log.Of(category).Skip(before).Select(line => Text(line, "level"))];
    }

    private sealed class Nothing : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
        }
    }
}
