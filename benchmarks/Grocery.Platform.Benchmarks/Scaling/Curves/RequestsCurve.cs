using System.Globalization;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What a request to a service with all of the platform costs among others.</summary>
internal sealed class RequestsCurve() : Curve("requests", "Requests with all of the platform against those under way at once", "requests at once", Concurrency)
{
    public static readonly int[] Concurrency = [1, 4, 16, 64, 256];

    private const int Limit = 1_000;

    private readonly ConcurrentRequests _requests = new(builder =>
    {
        builder.Configuration["Platform:Observability:Sampling:Ratio"] = "0.1";
        builder.Configuration["Platform:Resilience:Inbound:Enabled"] = "true";
        foreach (var key in (string[])["Limit", "MinLimit", "MaxLimit"])
            builder.Configuration[$"Platform:Resilience:Inbound:{key}"] = Limit.ToString(CultureInfo.InvariantCulture);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LogOutput>(services, Stream.Null));
        builder.AddGroceryPlatform();
    });

    public override string Note =>
        "The same request with all that the one line adds and inbound protection, under a limit for which there is room; a tenth of the traces sampled.";

    /// <summary>Makes the operation: requests over as many connections as the size says.</summary>
    public static Operation Request(ConcurrentRequests requests, int size, string name) =>
        new(name, Shape.Flat, count => requests.SendAsync(size, count)) { Fewest = size };

    public override async Task<CurveCase> StartAsync(int size)
    {
        await _requests.StartAsync();
        return new CurveCase([Request(_requests, size, "a request")], _requests.StopAsync);
    }
}
