using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Drills.Tests.Overload;

/// <summary>Three times as many requests as a service can answer.</summary>
public sealed class OverloadTests(ITestOutputHelper output)
{
    private const int Callers = 8;
    private const double Overload = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overloaded_service_still_answers_as_many_in_time_as_it_can()
    {
        var with = await MeasureAsync(isProtected: true);
        var without = await MeasureAsync(isProtected: false);

        output.WriteLine($"with the adaptive limit    {with}");
        output.WriteLine($"without it                 {without}");
        Assert.True(with.Goodput >= 0.9 * with.Capacity, $"{with}");
        Assert.DoesNotContain("503 without Retry-After", with.Ends, StringComparison.Ordinal);
    }

    private static async Task<Measured> MeasureAsync(bool isProtected)
    {
        await using var process = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.Drills.TestApp"),
            new Dictionary<string, string?> { ["Platform__Resilience__Inbound__Enabled"] = $"{isProtected}" });
        using var client = await process.ListeningAsync();
        await CountAsync(client, TimeSpan.FromSeconds(1));
        var capacity = await CountAsync(client, Calm) / Calm.TotalSeconds;

        using var callers = new OpenLoop(client.BaseAddress!, Patience);
        var goodput = await callers.RunAsync(Overload * capacity, Storm, Cancelled);

        var ends = string.Join(", ", callers.Ends.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}"));
        return new Measured(capacity, goodput, ends);
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

    private sealed record Measured(double Capacity, double Goodput, string Ends)
    {
        public override string ToString() =>
            $"{Goodput:F0} of {Capacity:F0} a second that it can are answered in time ({Goodput / Capacity:P0}); "
            + $"of {Overload * Capacity:F0} offered: {Ends}";
    }
}
