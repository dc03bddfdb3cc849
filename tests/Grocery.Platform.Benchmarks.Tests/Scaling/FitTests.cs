using Grocery.Platform.Benchmarks.Scaling;

namespace Grocery.Platform.Benchmarks.Tests.Scaling;

public sealed class FitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_slope_is_the_power_of_the_size(double power)
    {
        var fit = Fit.Of(Some.Points(size => 7 * Math.Pow(size, power)));

        Assert.Equal(power, fit.Slope, 1e-9);
        Assert.Equal(power, fit.EndSlope, 1e-9);
    }

    [Fact]
    public void What_stays_is_flat() => Assert.Equal(Shape.Flat, Fit.Of(Some.Points(_ => 80)).Shape);

    [Fact]
    public void What_grows_with_the_size_is_linear_also_with_a_fixed_part()
    {
        Assert.Equal(Shape.Linear, Fit.Of(Some.Points(size => 5 * size)).Shape);
        Assert.Equal(Shape.Linear, Fit.Of(Some.Points(size => 3_000 + (5 * size))).Shape);
    }

    [Fact]
    public void What_grows_with_the_square_is_worse_than_linear() => Assert.Equal(Shape.Superlinear, Fit.Of(Some.Points(size => size * size)).Shape);

    [Fact]
    public void A_square_behind_a_fixed_part_shows_at_the_end()
    {
        var fit = Fit.Of(Some.Points(size => 1e4 + (size * size)));

        Assert.InRange(fit.Slope, 0, Fit.Linear);
        Assert.Equal(Shape.Superlinear, fit.Shape);
    }

    [Fact]
    public void A_cost_that_begins_to_grow_is_not_flat()
    {
        var fit = Fit.Of(Some.Points(size => 1_000 + size));

        Assert.Equal(Shape.Linear, fit.Shape);
    }

    [Fact]
    public void Noise_of_a_fifth_changes_no_shape()
    {
        var noise = new Random(20261122);

        foreach (var _ in Enumerable.Range(0, 1_000))
        {
            Assert.Equal(Shape.Flat, Fit.Of(Some.Points(_ => 80 * Noise())).Shape);
            Assert.Equal(Shape.Linear, Fit.Of(Some.Points(size => 80 * size * Noise())).Shape);
            Assert.Equal(Shape.Superlinear, Fit.Of(Some.Points(size => size * size * Noise())).Shape);
        }

        double Noise() => 0.8 + (0.4 * noise.NextDouble());
    }

    [Fact]
    public void Nothing_at_every_size_is_flat() => Assert.Equal(new Fit(0, 0), Fit.Of(Some.Points(_ => 0)));

    [Fact]
    public void The_order_of_the_points_does_not_matter() =>
        Assert.Equal(Fit.Of(Some.Points(size => 100 + size)), Fit.Of([.. Some.Points(size => 100 + size).Reverse()]));

    [Fact]
    public void One_point_or_two_of_one_size_have_no_slope()
    {
        Assert.Throws<ArgumentException>(() => Fit.Of([new(1, 1)]));
        Assert.Throws<ArgumentException>(() => Fit.Of([new(1, 1), new(1, 2)]));
    }
}
