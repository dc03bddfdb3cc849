using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Grocery.Platform.Resilience.Budgets;
using Grocery.Platform.Resilience.Outgoing;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Destinations;

/// <summary>A client that calls whoever it is told to, such as one of webhooks, must not fill memory and metrics.</summary>
public sealed class ManyDestinationsTests
{
    private const int Destinations = 10_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beyond_a_thousand_destinations_share_one_series()
    {
        using var host = Host();
        await host.StartAsync();
        using var measured = new ResilienceMeasurements(host.Services.GetRequiredService<IMeterFactory>());

        await CallAsync(host, "team", 0, Destinations);

        var attempts = measured.Names.Where(name => name.StartsWith("attempt.duration", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Destinations, attempts.Length);
        Assert.Equal(1_001, attempts.Distinct().Count());
        Assert.Equal(Destinations - 1_000, attempts.Count(name => name == "attempt.duration team _OTHER 0 success"));
        foreach (var gauge in measured.Observe().GroupBy(name => name.Split(' ')[0]))
            Assert.InRange(gauge.Count(), 0, 1_000);
    }

    [Fact]
    public async Task A_destination_that_is_forgotten_gives_back_its_budget()
    {
        using var host = Host();

        await CallAsync(host, "team", 0, Destinations);
        await CallAsync(host, "other", Destinations - 100, 100);

        var clients = host.Services.GetRequiredService<OutgoingClients>();
        var known = clients.All.SelectMany(client => client.Destinations.All).ToArray();
        Assert.InRange(clients.Find("team")!.Destinations.Count, 900, 1_000);
        Assert.Equal(100, clients.Find("other")!.Destinations.Count);
        Assert.Equal(known.Select(destination => destination.Budget).Distinct().Count(), host.Services.GetRequiredService<RetryBudgets>().Count);
        Assert.Equal(known.Length - 100, known.Select(destination => destination.Budget).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_keeps_a_destination_that_is_forgotten()
    {
        using var host = Host();
        await CallAsync(host, "team", 0, 100);
        var forgotten = Watch(host);

        await CallAsync(host, "team", 100, 2_000);
        GC.Collect();

        Assert.Equal(100, forgotten.Length);
        Assert.All(forgotten, destination => Assert.False(destination.IsAlive));
    }

    private static ResilientHost Host() => new(services => services.ConfigureHttpClientDefaults(http =>
        http.ConfigurePrimaryHttpMessageHandler(() => new Some.StubHandler(_ => new HttpResponseMessage()))));

    private static async Task CallAsync(ResilientHost host, string client, int first, int count)
    {
        using var httpClient = host.Client(client);
        for (var i = first; i < first + count; i++)
            (await httpClient.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://host-{i}/")), Token)).Dispose();
    }

    // A method of its own, so that no local of the test keeps one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Watch(ResilientHost host) =>
        [.. host.Services.GetRequiredService<OutgoingClients>().Find("team")!.Destinations.All.Select(destination => new WeakReference(destination))];
}
