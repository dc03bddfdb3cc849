using Grocery.Platform.Health.Checks;

namespace Grocery.Platform.Health.Tests.Checks;

public class JitterTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_first_wait_is_between_half_a_period_and_a_whole_one()
    {
        var jitter = new Jitter(new Random(1));

        var waits = Enumerable.Range(0, 1_000).Select(_ => jitter.First(Period)).ToArray();

        Assert.All(waits, wait => Assert.InRange(wait, Period / 2, Period));
        Assert.True(waits.Max() - waits.Min() > Period / 4);
    }

    [Fact]
    public void A_later_wait_is_between_nine_tenths_of_a_period_and_a_whole_one()
    {
        var jitter = new Jitter(new Random(1));

        var waits = Enumerable.Range(0, 1_000).Select(_ => jitter.Next(Period)).ToArray();

        Assert.All(waits, wait => Assert.InRange(wait, Period * 0.9, Period));
        Assert.True(waits.Max() - waits.Min() > Period / 20);
    }
}
