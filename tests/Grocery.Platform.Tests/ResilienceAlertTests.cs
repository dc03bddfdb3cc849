using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Tests;

public sealed partial class ResilienceAlertTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_the_rules_of_resilience_is_in_a_scrape()
    {
        await using var destination = await ScriptedServer.StartAsync(Reply.Status(503));
        await using var app = Create();
        var released = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        app.MapGet("/slow", async context =>
        {
            begun.TrySetResult();
            await released.Task;
        });
        app.MapGet("/call", async (IHttpClientFactory clients) => (await clients.CreateClient("team").GetAsync(destination.Address, Stop)).Dispose());
        await app.StartAsync(Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        (await client.GetAsync(new Uri("/call", UriKind.Relative), Stop)).Dispose();
        var slow = client.GetAsync(new Uri("/slow", UriKind.Relative), Stop);
        await begun.Task;
        using var shed = await client.GetAsync(new Uri("/slow", UriKind.Relative), Stop);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, (int)shed.StatusCode);
        released.SetResult();
        (await slow).Dispose();

        var rules = await File.ReadAllTextAsync(Repository.Path("infra", "monitoring", "alerts", "resilience.yml"), Stop);
        string[] names = [.. MetricPattern().Matches(rules).Select(match => match.Value).Distinct()];
        var scrape = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches(new Regex($"^{name}[{{ ]", RegexOptions.Multiline), scrape));

        string[] labels = [.. LabelPattern().Matches(rules).Select(match => match.Value).Distinct()];
        Assert.NotEmpty(labels);
        Assert.All(labels, label => Assert.Contains($"{label}=\"", scrape, StringComparison.Ordinal));
    }

    private static WebApplication Create()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Platform:Resilience:RetryBudget:Minimum"] = "0",
            ["Platform:Resilience:RetryBudget:Ratio"] = "0",
            ["Platform:Resilience:Inbound:Enabled"] = "true",
            ["Platform:Resilience:Inbound:Mode"] = "Fixed",
            ["Platform:Resilience:Inbound:Limit"] = "1",
            ["Platform:Resilience:Inbound:QueueLength"] = "0",
        });
        builder.AddGroceryPlatform();
        return builder.Build();
    }

    // Of pipelines there is a label of its own, which only they have.
    [GeneratedRegex(@"\bgrocery_resilience_(?:breaker_state|retries_withheld_total|inbound_shed_total|inbound_limit|attempt_duration_seconds_count)\b")]
    private static partial Regex MetricPattern();

    [GeneratedRegex(@"\b(?:grocery_resilience_(?:client|reason|outcome|breaker_state|inbound_reason|inbound_priority)|server_address)\b(?=[,)=!])")]
    private static partial Regex LabelPattern();
}
