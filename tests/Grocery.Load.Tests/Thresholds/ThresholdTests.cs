using Grocery.Load.Figures;
using Grocery.Load.Requests;
using Grocery.Load.Thresholds;

namespace Grocery.Load.Tests.Thresholds;

public sealed class ThresholdTests
{
    // 100 requests in 10 s: 1 to 100 ms; the last two answer 503 and 404. One arrival was dropped.
    private static readonly LoadSummary Load = Measure();

    [Theory]
    [InlineData("p95>95.1ms", false)]
    [InlineData("p95>94ms", true)]
    [InlineData("p95 >= 0.095s", true)]
    [InlineData("p50>50.5ms", false)]
    [InlineData("p99.9>99ms", true)]
    [InlineData("max>100ms", false)]
    [InlineData("max>=100ms", true)]
    [InlineData("mean>50ms", true)]
    [InlineData("mean>51ms", false)]
    [InlineData("errors>2%", false)]
    [InlineData("errors>=2%", true)]
    [InlineData("availability<99%", false)]
    [InlineData("availability<99.1%", true)]
    [InlineData("availability<=99%", true)]
    [InlineData("throughput<9.8/s", false)]
    [InlineData("throughput<=588/min", true)]
    [InlineData("throughput<589/min", true)]
    [InlineData("dropped>0", true)]
    [InlineData("dropped>1", false)]
    [InlineData("slow.p50>74ms", true)]
    [InlineData("slow.errors>3%", true)]
    [InlineData("GET http://a.b/c.p50>60ms", false)]
    public void It_is_broken_when_its_condition_holds(string text, bool isBroken)
    {
        var verdict = ThresholdText.Parse(text).Judge(Load);

        Assert.Equal((text, isBroken), (verdict.Threshold, verdict.IsBroken));
        Assert.NotEmpty(verdict.Measured);
    }

    [Theory]
    [InlineData("p95", "is no threshold")]
    [InlineData("p95=500ms", "is no threshold")]
    [InlineData("latency>500ms", "is no threshold")]
    [InlineData("p95>-1ms", "is no threshold")]
    [InlineData("p95>500", "has no unit; 'p95' takes ms or s")]
    [InlineData("p95>5%", "has the unit '%'; 'p95' takes ms or s")]
    [InlineData("errors>1ms", "'errors' takes %")]
    [InlineData("throughput<1000", "'throughput' takes /s or /min")]
    [InlineData("dropped>1%", "'dropped' takes none")]
    [InlineData("p95<500ms", "write '>'")]
    [InlineData("availability>99%", "write '<'")]
    [InlineData("p100>1ms", "allowed: more than 0 and less than 100")]
    [InlineData("errors>101%", "over 100 %")]
    [InlineData("cart.dropped>0", "leave 'cart.' out")]
    public void What_says_nothing_is_refused(string text, string because) =>
        Assert.Contains(because, Assert.Throws<FormatException>(() => ThresholdText.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("p95>10s")]
    [InlineData("errors>50%")]
    [InlineData("availability<1%")]
    [InlineData("dropped>5")]
    public void A_load_that_measured_nothing_keeps_no_threshold(string text)
    {
        var nothing = new Measurements(TimeProvider.System, TimeSpan.Zero, TimeSpan.FromSeconds(10)).Sum(TimeSpan.FromSeconds(10));

        Assert.Equal(new Verdict(text, IsBroken: true, "nothing was measured"), ThresholdText.Parse(text).Judge(nothing));
    }

    [Fact]
    public void The_service_levels_of_the_shop_are_those_of_the_file() => Assert.Equal(
        ["availability<99.9%", "p95>=500ms", "errors>=1%", "throughput<=1000/min", "dropped>0"],
        ServiceLevels.Shop.Thresholds.Select(threshold => threshold.Text));

    private static LoadSummary Measure()
    {
        var log = new Measurements(TimeProvider.System, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        for (var number = 1; number <= 100; number++)
        {
            var step = new Step(number <= 50 ? "GET http://a.b/c" : "slow");
            log.Begin(TimeSpan.Zero);
            log.Add(new LoadSample(step, TimeSpan.Zero, TimeSpan.FromMilliseconds(number), number switch { 99 => 503, 100 => 404, _ => 200 }, SaysWhenToRetry: false));
        }

        log.Drop(TimeSpan.Zero, "no room");
        return log.Sum(TimeSpan.FromSeconds(10));
    }
}
