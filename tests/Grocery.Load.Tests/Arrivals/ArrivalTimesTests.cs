using Grocery.Load.Arrivals;

namespace Grocery.Load.Tests.Arrivals;

public sealed class ArrivalTimesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(200);
    private static readonly Stage[] Steady = [new(Long, 50, 50)];
    private static readonly Stage[] Spike = [new(TimeSpan.FromSeconds(10), 0, 100), new(TimeSpan.FromSeconds(5), 100, 100), new(TimeSpan.FromSeconds(5), 20, 20)];

    [Fact]
    public void Constant_arrivals_are_evenly_spaced_and_as_many_as_the_rate_says()
    {
        var times = ArrivalTimes.Constant(Steady).ToArray();

        Assert.Equal(10_000, times.Length);
        Assert.All(times.Index(), arrival => Assert.Equal(arrival.Index / 50.0, arrival.Item.TotalSeconds, 1e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Poisson_arrivals_are_as_many_as_the_rate_says_within_four_standard_deviations(int seed)
    {
        const double expected = 10_000;

        var times = ArrivalTimes.Poisson(Steady, new Random(seed)).ToArray();

        Assert.InRange(times.Length, expected - (4 * Math.Sqrt(expected)), expected + (4 * Math.Sqrt(expected)));
    }

    [Fact]
    public void The_gaps_of_Poisson_arrivals_are_exponential()
    {
        var times = ArrivalTimes.Poisson(Steady, new Random(1)).ToArray();
        double[] gaps = [.. times.Zip(times.Skip(1), (one, next) => (next - one).TotalSeconds).Order()];

        // Kolmogorov and Smirnov: the distance to 1 - exp(-50 gap), whose bound at 0.1 % is 1.95 / sqrt(n).
        var distance = gaps.Index().Max(gap => Math.Abs(1 - Math.Exp(-50 * gap.Item) - ((gap.Index + 0.5) / gaps.Length)));

        Assert.InRange(distance, 0, 1.95 / Math.Sqrt(gaps.Length));
    }

    [Fact]
    public void The_counts_of_Poisson_arrivals_in_a_second_scatter_as_much_as_their_mean()
    {
        var counts = ArrivalTimes.Poisson(Steady, new Random(1)).CountBy(time => (int)time.TotalSeconds).Select(second => (double)second.Value).ToArray();
        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1);

        Assert.InRange(variance / mean, 0.6, 1.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_arrivals()
    {
        var one = ArrivalTimes.Poisson(Spike, new Random(7));
        var other = ArrivalTimes.Poisson(Spike, new Random(7));

        Assert.Equal(one, other);
        Assert.NotEqual(one, ArrivalTimes.Poisson(Spike, new Random(8)));
    }

    [Fact]
    public void Each_stage_gets_its_arrivals_and_a_ramp_more_and_more_of_them()
    {
        var times = ArrivalTimes.Constant(Spike).Select(time => time.TotalSeconds).ToArray();

        Assert.Equal([500, 500, 100], [times.Count(time => time < 10), times.Count(time => time is >= 10 and < 15), times.Count(time => time is >= 15 and < 20)]);
        Assert.Equal(125, times.Count(time => time < 5));
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void A_ramp_downwards_ends_where_it_should()
    {
        var times = ArrivalTimes.Constant([new Stage(TimeSpan.FromSeconds(10), 100, 0)]).Select(time => time.TotalSeconds).ToArray();

        Assert.Equal(500, times.Length);
        Assert.Equal(375, times.Count(time => time < 5));
        Assert.InRange(times[^1], 9, 10);
    }

    [Fact]
    public void An_endless_stage_goes_on_and_on_at_its_rate()
    {
        var hour = ArrivalTimes.Constant([Stage.Endless(0.5)]).TakeWhile(time => time < TimeSpan.FromHours(1));

        Assert.Equal(1_800, hour.Count());
    }
}
