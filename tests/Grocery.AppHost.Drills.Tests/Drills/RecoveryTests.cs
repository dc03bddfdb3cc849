using Grocery.AppHost.Load;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills.Tests.Drills;

public sealed class RecoveryTests
{
    private static readonly TimeSpan Healed = TimeSpan.FromSeconds(100);

    [Fact]
    public void It_lasts_to_the_end_of_the_last_bad_second()
    {
        Assert.Equal(TimeSpan.Zero, Measure("gggg"));
        Assert.Equal(TimeSpan.FromSeconds(1), Measure("bggg"));
        Assert.Equal(TimeSpan.FromSeconds(3), Measure("gbbg"));
    }

    [Theory]
    [InlineData("bbbb")]
    [InlineData("gggb")]
    [InlineData("bbb ")]
    [InlineData("    ")]
    public void It_is_not_seen_without_a_good_second_behind_it(string seconds) => Assert.Null(Measure(seconds));

    [Fact]
    public void A_second_in_which_less_than_a_tenth_fails_is_good()
    {
        var samples = Enumerable.Range(0, 40).Select(index => Sample(index / 20.0, index is 3 ? 503 : 200)).ToArray();

        Assert.Equal(TimeSpan.Zero, Recovery.Measure(samples, Healed, Healed + TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void What_is_under_way_is_not_good_yet()
    {
        var log = new LoadLog();
        log.Begin(Healed - TimeSpan.FromSeconds(1));
        log.Begin(Healed + TimeSpan.FromSeconds(0.7));
        log.Begin(Healed + TimeSpan.FromSeconds(2.5));
        log.Add(Sample(0.5, 200));
        log.Add(Sample(1.5, 200));
        Assert.Null(Recovery.MeasureSoFar(log, Healed));

        log.Add(Sample(0.7, 503));

        Assert.Equal(TimeSpan.FromSeconds(1), Recovery.MeasureSoFar(log, Healed));
    }

    private static TimeSpan? Measure(string seconds)
    {
        LoadSample[] samples = [.. seconds.Index().Where(second => second.Item != ' ').Select(second => Sample(second.Index + 0.5, second.Item == 'g' ? 200 : 503))];
        return Recovery.Measure(samples, Healed, Healed + TimeSpan.FromSeconds(seconds.Length));
    }

    private static LoadSample Sample(double second, int status) =>
        new(new Step("browse"), Healed + TimeSpan.FromSeconds(second), TimeSpan.FromMilliseconds(5), status, SaysWhenToRetry: false);
}
