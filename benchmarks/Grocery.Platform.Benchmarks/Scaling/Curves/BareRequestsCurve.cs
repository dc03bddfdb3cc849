using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What a request to a bare service costs among others.</summary>
internal sealed class BareRequestsCurve() : Curve("bare-requests", "Requests to a bare service against those under way at once", "requests at once", RequestsCurve.Concurrency)
{
    private readonly ConcurrentRequests _requests = new(builder => builder.Logging.ClearProviders());

    public override string Note =>
        "Without sockets, and before the platform is in the process. Time is the time of all divided by their number, on all cores.";

    public override async Task<CurveCase> StartAsync(int size)
    {
        await _requests.StartAsync();
        return new CurveCase([RequestsCurve.Request(_requests, size, "a request")], _requests.StopAsync);
    }
}
