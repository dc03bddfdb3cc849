using Grocery.Platform.Comparison.Results;

namespace Grocery.Platform.Comparison.Tests.Results;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3d, 1, 2 }, 1, 2, 3)]
    [InlineData(new[] { 4d, 1, 2, 3 }, 1, 2.5, 4)]
    [InlineData(new[] { 7d }, 7, 7, 7)]
    public void The_median_stands_between_the_lowest_and_the_highest(double[] values, double lowest, double median, double highest) =>
        Assert.Equal(new Spread(lowest, median, highest), Statistics.SpreadOf(values));

    [Fact]
    public void A_ratio_is_to_the_other_one_in_the_same_round()
    {
        // The machine slowed down from round to round, for both.
        var ratio = Statistics.RatioOf([80, 30, 40], [100, 50, 40]);

        Assert.Equal(new Spread(0.6, 0.8, 1), ratio);
    }

    [Fact]
    public void Rounds_that_do_not_pair_and_ratios_to_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Statistics.RatioOf([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Statistics.RatioOf([1], [0]));
        Assert.Throws<ArgumentException>(() => Statistics.SpreadOf([]));
    }

    [Fact]
    public void The_slope_is_that_of_the_nearest_line()
    {
        Assert.Equal(2, Statistics.Slope([(0, 1), (1, 3), (2, 5)]), 1e-9);
        Assert.Equal(0.5, Statistics.Slope([(0, 0), (1, 2), (2, 1)]), 1e-9);
        Assert.Throws<ArgumentException>(() => Statistics.Slope([(1, 1), (1, 2)]));
    }
}
