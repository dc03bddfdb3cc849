using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What an outgoing call costs when one client calls many hosts.</summary>
internal sealed class DestinationsCurve() : Curve("destinations", "Outgoing calls against the number of hosts", "destinations", [1, 10, 100, 1_000, 10_000])
{
    private const int FewestHeld = 100;

    public override string Note =>
        "Calls that are answered at once, without sockets, of one client that has called all hosts before. Sixteen hosts that are spread over all are called in turn, "
        + "or each after the other. A client keeps the state of 1,000 destinations, so that its memory has an end: over that, a call to a host that was forgotten makes its state "
        + "anew. That step is why calls to all in turn may be more than flat.";

    public override async Task<CurveCase> StartAsync(int size)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddPlatformResilience();
        builder.Services.AddHttpClient("team").RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => new AnsweringHandler());
        var host = builder.Build();
        var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("team");
        Uri[] addresses = [.. Enumerable.Range(0, size).Select(i => new Uri($"http://shop{i}.test/"))];
        foreach (var address in addresses)
            await client.GetAsync(address);

        var held = size < FewestHeld ? default((string, double)?) : ("all destinations", GC.GetTotalMemory(forceFullCollection: true) - before);
        var (places, next) = (Places(size), 0);
        return new CurveCase(
            [
                Operation.Of("a call to one of sixteen", Shape.Flat, i => client.GetAsync(addresses[places[i % places.Length]])),
                Operation.Of("a call to the next of all", Shape.Linear, _ => client.GetAsync(addresses[next++ % size])),
            ],
            () =>
            {
                client.Dispose();
                host.Dispose();
                return ValueTask.CompletedTask;
            })
        {
            Held = held,
        };
    }

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        private static readonly Task<HttpResponseMessage> Answer = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Answer;
    }
}
