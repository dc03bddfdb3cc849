namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>The last of three services hangs: the front must stay up, and be whole again soon after.</summary>
public sealed class CascadeTests(ITestOutputHelper output)
{
    private const int Most = 3;
    private const int Rate = 200;
    private const int DeadlineMilliseconds = 1000;
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Recovers = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(26);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_service_that_hangs_takes_no_other_down_and_service_is_whole_soon_after_it_recovers() =>
        Rounds.OneHoldsAsync(Most, HoldsAsync, output);

    private async Task HoldsAsync()
    {
        await using var chain = await ServiceChain.StartAsync(new Dictionary<string, string?>
        {
            ["Platform__Resilience__Defaults__AttemptTimeout"] = "00:00:00.250",
            ["Platform__Resilience__Defaults__BreakDuration"] = $"{Break:c}",
        });
        using var calls = new OpenLoad(chain.Front, "/call", $"X-Request-Timeout-Ms: {DeadlineMilliseconds}\r\n");
        using var others = new OpenLoad(chain.Front, "/other");
        await calls.WarmUpAsync(Cancelled);
        await others.WarmUpAsync(Cancelled);

        var start = TimeProvider.System.GetTimestamp();
        var calling = calls.RunAsync(Rate, Length, Cancelled);
        var otherwise = others.RunAsync(Rate, Length, Cancelled);
        await Task.Delay(Hangs, TimeProvider.System, Cancelled);
        await chain.SetBehaviourAsync("hang");
        await Task.Delay(Recovers - Hangs, TimeProvider.System, Cancelled);
        await chain.SetBehaviourAsync("ok");
        var recovered = TimeProvider.System.GetElapsedTime(start);
        var (called, other) = (await calling, await otherwise);

        var whole = called.WholeFrom();
        output.WriteLine($"before: {called.Due(TimeSpan.Zero, Hangs)}");
        output.WriteLine($"hangs: {called.Due(Hangs, Recovers)}");
        output.WriteLine($"after: {called.Due(Recovers, Length)}");
        output.WriteLine($"others, hangs: {other.Due(Hangs, Recovers)}");
        output.WriteLine($"whole again {(whole - recovered)?.TotalSeconds:F1} s after it recovered, the break time is {Break.TotalSeconds:F0} s");
        Assert.True(called.Due(Hangs, Recovers).P99 < TimeSpan.FromMilliseconds(DeadlineMilliseconds), $"{called.Due(Hangs, Recovers)}");
        Assert.True(other.Due(Hangs, Recovers).Succeeded >= 0.95 * other.Due(Hangs, Recovers).Count, $"{other.Due(Hangs, Recovers)}");
        Assert.NotNull(whole);
        Assert.InRange(whole.Value, Hangs, recovered + (2 * Break));
    }
}
