using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Tests.Results;

public sealed class TargetTests
{
    private const string Ratio = """[{ "stack": "platform", "measure": "requests-per-second", "against": "bare", "atLeast": 0.85 }]""";

    [Theory]
    [InlineData(86, true)]
    [InlineData(85, true)]
    [InlineData(84, false)]
    public void A_ratio_is_met_from_the_least_on_by_its_median(double rate, bool isMet)
    {
        var readings = new Readings();
        foreach (var (bare, platform) in new[] { (100, rate), (100, 10), (100, 99) })
        {
            readings.Add(Stack.Bare, Measure.Throughput, bare);
            readings.Add(Stack.Platform, Measure.Throughput, platform);
        }

        var verdict = Assert.Single(Target.Parse(Ratio)).Judge(readings);

        Assert.Equal(isMet, verdict.IsMet);
        Assert.Equal(!isMet, verdict.IsBroken);
        Assert.Equal(rate / 100, verdict.Seen);
    }

    [Fact]
    public void The_highest_round_counts_where_the_target_says_so()
    {
        var readings = new Readings();
        foreach (var lost in new[] { 0, 0, 1 })
            readings.Add(Stack.Platform, Measure.Refused, lost);

        var verdict = Target.Parse("""[{ "stack": "platform", "measure": "refused", "of": "highest", "atMost": 0 }]""")[0].Judge(readings);

        Assert.True(verdict.IsBroken);
        Assert.Equal("missed        platform: requests refused: wanted at most 0, seen 1", verdict.ToString());
    }

    [Fact]
    public void A_stretch_that_is_missed_breaks_nothing()
    {
        var readings = new Readings();
        readings.Add(Stack.Platform, Measure.Bytes, 1001);

        var verdict = Target.Parse("""[{ "stack": "platform", "measure": "bytes", "atMost": 1000, "stretch": true }]""")[0].Judge(readings);

        Assert.False(verdict.IsMet);
        Assert.False(verdict.IsBroken);
        Assert.Equal("missed        platform: allocated a request: wanted at most 1,000 B (stretch), seen 1,001 B", verdict.ToString());
    }

    [Fact]
    public void What_was_not_measured_is_broken() => Assert.True(Target.Parse(Ratio)[0].Judge(new Readings()).IsBroken);

    [Theory]
    [InlineData("""[{ "stack": "platfrom", "measure": "bytes", "atMost": 1 }]""", "Target 1 has the stack 'platfrom'; allowed: bare, bare-again")]
    [InlineData("""[{ "stack": "platform", "measure": "byte", "atMost": 1 }]""", "Target 1 has the measure 'byte'; allowed: requests-per-second")]
    [InlineData("""[{ "stack": "platform", "measure": "bytes" }]""", "Target 1 needs either atLeast or atMost.")]
    [InlineData("""[{ "stack": "platform", "measure": "bytes", "atLeast": 1, "atMost": 2 }]""", "Target 1 needs either atLeast or atMost.")]
    [InlineData("""[{ "stack": "platform", "measure": "bytes", "atMost": 2, "of": "mean" }]""", "Target 1 has of 'mean'; allowed: median, highest.")]
    [InlineData("""[{ "stack": "platform", "measure": "bytes", "atmots": 2 }]""", "The targets are no JSON of theirs: ")]
    [InlineData("[", "The targets are no JSON of theirs: ")]
    public void A_target_that_makes_no_sense_is_refused(string json, string message)
    {
        var thrown = Assert.Throws<ComparisonException>(() => Target.Parse(json));

        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_targets_of_the_platform_can_be_read() => Assert.Contains(Target.All, target => target.Stack == Stack.Platform && target.Against == Stack.Usual && target.AtLeast == 1.55);
}
