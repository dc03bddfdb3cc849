using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Tests;

public sealed partial class HealthAlertTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_the_rules_of_health_is_in_a_scrape()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Platform:Health:Defaults:Period"] = "00:00:00.1",
            ["Platform:Health:Defaults:Timeout"] = "00:00:00.05",
        });
        builder.AddGroceryPlatform();
        var never = new TaskCompletionSource<HealthCheckResult>();
        builder.Services.AddHealthChecks().AddAsyncCheck("hangs", () => never.Task);
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var rules = await File.ReadAllTextAsync(Repository.Path("infra", "monitoring", "alerts", "health.yml"), Stop);
        string[] names = [.. MetricPattern().Matches(rules).Select(match => match.Value).Where(IsMetric).Distinct()];

        Assert.NotEmpty(names);
        await Eventually.HoldsAsync(
            async () =>
            {
                var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
                return Array.TrueForAll(names, name => Regex.IsMatch(text, $"^{name}[{{ ]", RegexOptions.Multiline));
            },
            $"a scrape has {string.Join(", ", names)}");
    }

    // The labels have such names as well.
    private static bool IsMetric(string name) => name is not ("grocery_health_check_name" or "grocery_health_probe" or "grocery_health_drain_phase");

    [GeneratedRegex(@"\bgrocery_\w+")]
    private static partial Regex MetricPattern();
}
