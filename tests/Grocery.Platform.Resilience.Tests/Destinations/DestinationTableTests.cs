using System.Globalization;
using System.Net;
using Grocery.Platform.Resilience.Outgoing;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Destinations;

public sealed class DestinationTableTests
{
    private const int Destinations = 10_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_destinations_keep_the_state_of_a_thousand_and_those_in_use_among_them()
    {
        var broken = new Uri("http://broken/");
        var stub = new Some.StubHandler(request =>
            new HttpResponseMessage(request.RequestUri == broken ? HttpStatusCode.BadGateway : HttpStatusCode.OK));
        using var host = new ResilientHost(
            services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => stub),
            ("Defaults:BreakerMinimumThroughput", "2"),
            ("Defaults:MaxRetries", "0"));
        using var client = host.Client("team");
        (await client.GetAsync(broken, Token)).Dispose();
        (await client.GetAsync(broken, Token)).Dispose();

        for (var i = 0; i < Destinations; i++)
        {
            (await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://host-{i}/")), Token)).Dispose();
            if (i % 100 == 0)
                await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(broken, Token));
        }

        var table = host.Services.GetRequiredService<OutgoingClients>().Find("team")!.Destinations;
        Assert.InRange(table.Count, 500, 1_000);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(broken, Token));
    }
}
