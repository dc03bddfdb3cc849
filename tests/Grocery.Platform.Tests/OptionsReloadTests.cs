using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Tests;

/// <summary>A service under requests while its configuration turns bad and good again.</summary>
public sealed class OptionsReloadTests : IAsyncLifetime
{
    private readonly int _managementPort = FreePort.Next();
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Platform:Management:Port"] = _managementPort.ToString(CultureInfo.InvariantCulture),
            ["Platform:Health:Defaults:Period"] = "00:00:00.1",
            ["Platform:Health:Defaults:Timeout"] = "00:00:00.1",
            ["Platform:Health:Drain:Window"] = "00:00:00",
            ["Shop:Limit"] = "1",
        });
        builder.AddGroceryPlatform();
        builder.Services.AddPlatformOptions<ShopOptions>("Shop");
        _app = builder.Build();
        _app.MapGet("/monitor", (IOptionsMonitor<ShopOptions> options) => options.CurrentValue.Limit);
        _app.MapGet("/snapshot", (IOptionsSnapshot<ShopOptions> options) => options.Value.Limit);
        _app.MapGet("/live", (LiveOptions<ShopOptions> options) => options.Value.Limit);
        await _app.StartAsync(Stop);
        _client.BaseAddress = new Uri(_app.Urls.First(url => !url.EndsWith($":{_managementPort}", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task A_service_never_stops_answering_and_health_and_metric_tell_the_story()
    {
        var answers = new ConcurrentQueue<(HttpStatusCode Status, string Text)>();
        using var ended = new CancellationTokenSource();
        Task[] requests = [.. new[] { "/monitor", "/snapshot", "/live" }.Select(path => AskAsync(path, answers, ended.Token))];

        await ShowsAsync("Healthy", null, rejected: 0);
        Reload(("Shop:Limit", "0"), ("Platform:Resilience:Defaults:MaxRetries", "lots"));
        await ShowsAsync(
            "Degraded",
            "^The last valid values stay: Platform:Resilience:Defaults is invalid since [0-9TZ:-]+, Shop is invalid since [0-9TZ:-]+$",
            rejected: 2);
        await AnsweredAsync(answers, 100);
        Reload(("Shop:Limit", "2"), ("Platform:Resilience:Defaults:MaxRetries", "1"));
        await ShowsAsync("Healthy", null, rejected: 0);
        await Eventually.HoldsAsync(async () => await _client.GetStringAsync(new Uri("/monitor", UriKind.Relative), Stop) == "2", "the new value");
        await ended.CancelAsync();
        await Task.WhenAll(requests);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(["1", "2"], answers.Select(answer => answer.Text).Distinct().Order(StringComparer.Ordinal));
    }

    private async Task AskAsync(string path, ConcurrentQueue<(HttpStatusCode Status, string Text)> answers, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            answers.Enqueue((answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
        }
    }

    private static Task AnsweredAsync(ConcurrentQueue<(HttpStatusCode Status, string Text)> answers, int more)
    {
        var before = answers.Count;
        return Eventually.HoldsAsync(() => answers.Count >= before + more, $"{more} more answers");
    }

    private Task ShowsAsync(string status, string? description, int rejected) => Eventually.HoldsAsync(
        async () =>
        {
            using var report = JsonDocument.Parse(await ManagementAsync("/health"));
            var check = report.RootElement.GetProperty("checks").GetProperty("options");
            var text = check.TryGetProperty("description", out var said) ? said.GetString() : null;
            return check.GetProperty("status").GetString() == status
                && (description is null ? text is null : System.Text.RegularExpressions.Regex.IsMatch(text ?? "", description))
                && report.RootElement.GetProperty("status").GetString() != "Unhealthy"
                && Rejected(await ManagementAsync("/metrics")) == rejected;
        },
        $"health is {status} and the metric {rejected}");

    private static int Rejected(string metrics) => metrics.Split('\n')
        .Where(line => line.StartsWith("grocery_options_rejected{", StringComparison.Ordinal))
        .Sum(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private async Task<string> ManagementAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{_managementPort}{path}"), Stop);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private void Reload(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
            _app.Configuration[key] = value;

        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    internal sealed class ShopOptions
    {
        [Range(1, 10)]
        public int Limit { get; set; }
    }
}
