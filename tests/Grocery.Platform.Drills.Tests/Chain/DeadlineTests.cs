namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>A budget at the front of three services, the last of which does not answer: no hop works past it.</summary>
public sealed class DeadlineTests(ITestOutputHelper output)
{
    private const double Budget = 500;
    private const double Tolerance = 50;
    private const int Most = 5;
    private const int Rate = 20;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hang", true)]
    [InlineData("slow:5000", true)]
    [InlineData("hang", false)]
    public async Task No_hop_works_past_the_budget_of_the_front_and_each_sees_what_is_left(string behaviour, bool bringsHeader)
    {
        var ofFront = bringsHeader
            ? []
            : new Dictionary<string, string?> { ["Platform__Resilience__Deadlines__Default"] = "00:00:00.500" };

        // The breakers of the chain stay closed, or the last hop would see nothing.
        await using var chain = await ServiceChain.StartAsync(
            new Dictionary<string, string?> { ["Platform__Resilience__Defaults__BreakerMinimumThroughput"] = "1000000" }, ofFront);
        using var load = new OpenLoad(chain.Front, "/call", bringsHeader ? $"X-Request-Timeout-Ms: {Budget:F0}\r\n" : "");
        await load.RunAsync(Rate, Length, Cancelled);
        await chain.SetBehaviourAsync(behaviour);
        await load.RunAsync(Rate, Length, Cancelled);

        // A stall of the machine is not the platform's: one round must be without any.
        await Rounds.OneHoldsAsync(Most, () => HoldsAsync(chain, load), output);
    }

    private async Task HoldsAsync(ServiceChain chain, OpenLoad load)
    {
        await chain.ForgetCallsAsync();
        var outcomes = await load.RunAsync(Rate, Length, Cancelled);
        var front = await chain.CallsAsync(HopPlace.Front);
        var middle = await chain.CallsAsync(HopPlace.Middle);
        var last = await chain.CallsAsync(HopPlace.Last);

        output.WriteLine($"{outcomes}");
        output.WriteLine($"middle saw {Range(middle)}, last saw {Range(last)}");
        Assert.Equal(outcomes.Count, outcomes.CountOf(504));
        Assert.All(middle, call => Assert.InRange(call.Budget ?? 0, 1, Budget - 1));
        Assert.All(last, call => Assert.InRange(call.Budget ?? 0, 1, BudgetOf(call, middle) - 1));
        Assert.True(last.Count >= outcomes.Count / 2, $"Only {last.Count} of {outcomes.Count} calls reached the last hop.");

        var excess = new[] { front.Max(call => call.Took - Budget), Excess(middle), Excess(last) };
        output.WriteLine($"busy past the budget at most: front {excess[0]:F1} ms, middle {excess[1]:F1} ms, last {excess[2]:F1} ms");
        Assert.InRange(excess.Max(), double.MinValue, Tolerance);
    }

    private static double BudgetOf(HopCall call, IReadOnlyList<HopCall> before) =>
        before.Where(other => other.Trace == call.Trace).Max(other => other.Budget) ?? 0;

    private static double Excess(IReadOnlyList<HopCall> calls) => calls.Max(call => call.Took - call.Budget!.Value);

    private static string Range(IReadOnlyList<HopCall> calls) =>
        $"{calls.Count} calls with {calls.Min(call => call.Budget):F0} to {calls.Max(call => call.Budget):F0} ms";
}
