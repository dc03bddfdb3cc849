using System.Globalization;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Overload;

/// <summary>Three times as many requests as a service can answer.</summary>
public sealed class OverloadTests(ITestOutputHelper output)
{
    private const int Callers = 8;
    private const double Overload = 3;

    // Far above what the service works on at once, so that the limit has to find it.
    private const int StartingLimit = 40;

    // The machine may be busy with others in one of them.
    private const int Rounds = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overloaded_service_still_answers_as_many_in_time_as_it_can()
    {
        var with = await MeasureBestAsync();
        var without = await MeasureAsync(isProtected: false);

        output.WriteLine($"without it                 {without}");
        Assert.True(with.Share >= 0.9, $"{with}");
        Assert.InRange(with.Limit, 1, StartingLimit - 1);
        Assert.DoesNotContain("503 without Retry-After", with.Ends, StringComparison.Ordinal);
    }

    private async Task<Measured> MeasureBestAsync()
    {
        for (var round = 1; ; round++)
        {
            var measured = await MeasureAsync(isProtected: true);
            output.WriteLine($"with the adaptive limit    {measured}");
            if (round == Rounds || measured is { Share: >= 0.9, Limit: < StartingLimit })
                return measured;
        }
    }

    private static async Task<Measured> MeasureAsync(bool isProtected)
    {
        await using var process = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.Drills.TestApp"),
            new Dictionary<string, string?>
            {
                ["Platform__Resilience__Inbound__Enabled"] = $"{isProtected}",
                ["Platform__Resilience__Inbound__Limit"] = $"{StartingLimit}",
                ["Platform__Resilience__Inbound__MinLimit"] = "1",
            });
        using var client = await process.ListeningAsync();
        await CountAsync(client, TimeSpan.FromSeconds(1));
        var capacity = await CountAsync(client, Calm) / Calm.TotalSeconds;

        using var callers = new OpenLoop(client.BaseAddress!, Patience);
        var goodput = await callers.RunAsync(Overload * capacity, Storm, Cancelled);

        var limit = await client.GetStringAsync(new Uri("/gauges/grocery.resilience.inbound.limit", UriKind.Relative), Cancelled);
        var ends = string.Join(", ", callers.Ends.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"));
        return new Measured(capacity, goodput, int.Parse(limit, CultureInfo.InvariantCulture), ends);
    }

    // Twice as many callers as the service works on at once, each of whom waits for its answer: no place in it is ever free.
    private static async Task<int> CountAsync(HttpClient client, TimeSpan length)
    {
        var start = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            var count = 0;
            while (TimeProvider.System.GetElapsedTime(start) < length)
            {
                await client.GetStringAsync(new Uri("/bounded", UriKind.Relative), Cancelled);
                count++;
            }

            return count;
        }));
        return counts.Sum();
    }

    private sealed record Measured(double Capacity, double Goodput, int Limit, string Ends)
    {
        public double Share => Goodput / Capacity;

        public override string ToString() =>
            $"{Goodput:F0} of {Capacity:F0} a second that it can are answered in time ({Share:P0}){(Limit > 0 ? $", with a limit of {Limit} at the end" : "")}; "
            + $"of {Overload * Capacity:F0} offered: {Ends}";
    }
}
