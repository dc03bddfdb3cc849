using System.Net;
using Grocery.Platform.Drills.Tests.Http;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Probes;

/// <summary>Probes by the thousand, of a service whose one check takes a second.</summary>
public sealed class ProbeStormTests(ITestOutputHelper output)
{
    private const int Connections = 200;
    private const int ProbesEach = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_probes_cost_the_dependency_one_call_a_period_and_wait_for_none()
    {
        await using var dependency = await SlowDependency.StartAsync();
        await using var process = Start(dependency);
        using var client = await process.ListeningAsync();
        await Eventually.HoldsAsync(() => IsReadyAsync(client), "the first result has come");

        var callsBefore = dependency.Arrived;
        var start = TimeProvider.System.GetTimestamp();
        var instance = IPEndPoint.Parse(client.BaseAddress!.Authority);
        var workers = Enumerable.Range(0, Connections).Select(_ => Task.Run(() => ProbeAsync(instance, start)));
        var probes = (await Task.WhenAll(workers)).SelectMany(each => each).ToList();
        var took = TimeProvider.System.GetElapsedTime(start);
        var calls = dependency.Arrived - callsBefore;
        await Eventually.HoldsAsync(() => dependency.Calls.Count >= callsBefore + calls, "the last call is answered");

        var duringCall = probes.Count(probe => dependency.Calls.Any(call => call.Start <= probe.Sent && probe.Answered <= call.End));
        output.WriteLine($"{probes.Count} probes on {Connections} connections in {took.TotalSeconds:F1} s, {Percentiles(probes)}");
        output.WriteLine($"{calls} calls of the dependency, {duringCall} probes sent and answered while one was open");
        Assert.All(probes, probe => Assert.Equal(200, probe.Status));
        Assert.Equal(Connections * ProbesEach, probes.Count);

        // A period is shortened at random by up to a tenth, the first one by up to a half.
        Assert.InRange(calls, 1, (int)(took / (Period * 0.9)) + 2);
        Assert.Equal(1, dependency.AtOnce);
        Assert.True(duringCall > probes.Count / 10, $"Only {duringCall} probes were answered while a check ran.");
    }

    private static ServiceProcess Start(SlowDependency dependency) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.Drills.TestApp"),
        new Dictionary<string, string?>
        {
            ["DEPENDENCY"] = $"{dependency.Address}",
            ["Platform__Health__Checks__dependency__Period"] = $"{Period:c}",
            ["Platform__Health__Checks__dependency__Timeout"] = $"{Period:c}",
        });

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/health/ready", Cancelled);
        return response.IsSuccessStatusCode;
    }

    private static async Task<List<(long Sent, long Answered, int Status)>> ProbeAsync(IPEndPoint instance, long start)
    {
        var probes = new List<(long, long, int)>();
        using var connection = await HttpConnection.OpenAsync(instance, Cancelled);
        for (var probe = 0; probe < ProbesEach; probe++)
        {
            var early = (Interval * probe) - TimeProvider.System.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, TimeProvider.System, Cancelled);

            var sent = TimeProvider.System.GetTimestamp();
            var answer = await connection.GetAsync("/health/ready", isLast: false, Cancelled);
            probes.Add((sent, TimeProvider.System.GetTimestamp(), answer.Status));
        }

        return probes;
    }

    private static string Percentiles(List<(long Sent, long Answered, int Status)> probes)
    {
        var sorted = probes.Select(probe => TimeProvider.System.GetElapsedTime(probe.Sent, probe.Answered).TotalMilliseconds).Order().ToList();
        return $"p50 {sorted[sorted.Count / 2]:F1} ms, p99 {sorted[sorted.Count * 99 / 100]:F1} ms, longest {sorted[^1]:F1} ms";
    }
}
