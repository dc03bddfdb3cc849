using System.Globalization;

namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>The last of three services fails every call: what reaches it must not be many times what was asked for.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const string Breaker = "Platform__Resilience__Defaults__BreakerMinimumThroughput";
    private const int Rate = 200;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failing_service_gets_little_more_than_the_offered_load_and_many_times_as_much_from_plain_retries()
    {
        var platform = await AmplificationAsync("the platform", []);
        var budgets = await AmplificationAsync("its retry budgets alone", new() { [Breaker] = "1000000" });
        var plain = await AmplificationAsync("plain retries", new() { ["PLATFORM"] = "plain" });

        Assert.InRange(platform, 0, 1.15);
        Assert.InRange(budgets, 1, 1.5);
        Assert.True(plain > 4, $"Plain retries gave only {plain:F2} times the load, so the drill shows nothing.");
    }

    private async Task<double> AmplificationAsync(string stack, Dictionary<string, string?> settings)
    {
        await using var chain = await ServiceChain.StartAsync(settings);
        using var load = new OpenLoad(chain.Front, "/call");
        await load.WarmUpAsync(Cancelled);
        await chain.SetBehaviourAsync("fail");
        await chain.ForgetCallsAsync();
        var outcomes = await load.RunAsync(Rate, Length, Cancelled);

        var reached = (await chain.CallsAsync(HopPlace.Last)).Count;
        var amplification = (double)reached / outcomes.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{stack}: {reached} reached the last, {amplification:F2} x offered; {outcomes}"));
        return amplification;
    }
}
