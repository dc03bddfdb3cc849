using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Tests;

[Collection(nameof(AloneInProcess))]
public sealed class DurationTests
{
    [Fact]
    public async Task Every_duration_in_seconds_is_told_apart_below_a_second()
    {
        var durations = new Dictionary<string, double[]>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument is Histogram<double> { Unit: "s" } histogram && instrument.Meter.Name.StartsWith("Grocery.", StringComparison.Ordinal))
                durations[instrument.Name] = [.. histogram.Advice?.HistogramBucketBoundaries ?? []];
        };
        listener.Start();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Platform:Observability:Logging:Enabled"] = "false";
        builder.AddGroceryPlatform();
        await using var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Superset(
            new HashSet<string> { "grocery.config.load.duration", "grocery.resilience.call.duration", "grocery.resilience.attempt.duration", "grocery.health.check.duration" },
            durations.Keys.ToHashSet(StringComparer.Ordinal));

        // Without edges of their own they would have those of the SDK, which are for milliseconds: 0, 5, 10 and so on.
        Assert.All(durations, duration => Assert.True(duration.Value.Count(edge => edge < 1) > 5, $"{duration.Key} has the edges {string.Join(", ", duration.Value)}"));
    }
}
