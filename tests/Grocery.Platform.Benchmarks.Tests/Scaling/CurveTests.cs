using Grocery.Platform.Benchmarks.Scaling;

namespace Grocery.Platform.Benchmarks.Tests.Scaling;

public sealed class CurveTests
{
    public static TheoryData<string> Names => [.. ScalingRun.All.Select(curve => curve.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_measured_at_its_two_smallest_sizes(string name)
    {
        var curve = ScalingRun.All.Single(curve => curve.Name == name);
        int[] sizes = [.. curve.Sizes.Take(2)];

        var result = await new CurveMeter(rounds: 1, TimeSpan.FromMilliseconds(1)).MeasureAsync(curve, sizes);

        Assert.NotEmpty(result.Series);
        Assert.All(result.Series, series => Assert.Equal(sizes, series.Points.Select(point => point.Size)));
        Assert.All(result.Series.Where(series => series.Quantity == Quantity.Time), series => Assert.All(series.Points, point => Assert.True(point.Value > 0)));
        Assert.All(result.Series, series => Assert.All(series.Points, point => Assert.True(point.Value >= 0)));
    }

    [Fact]
    public void Each_curve_has_a_name_of_its_own_and_ascending_sizes()
    {
        Assert.Equal(ScalingRun.All.Count, ScalingRun.All.DistinctBy(curve => curve.Name).Count());
        Assert.All(ScalingRun.All, curve => Assert.Equal(curve.Sizes.Distinct().Order(), curve.Sizes));
    }

    [Fact]
    public async Task A_cost_that_grows_with_the_size_is_found_out()
    {
        var result = await new CurveMeter(rounds: 3, TimeSpan.FromMilliseconds(1)).MeasureAsync(new GrowingCurve(), [1, 10, 100, 1_000]);

        var allocated = result.Series.Single(series => series.Quantity == Quantity.Allocated);
        Assert.Equal(Shape.Linear, allocated.Fit.Shape);
        Assert.True(result.IsWorse);
    }

    private sealed class GrowingCurve() : Curve("growing", "An array against its length", "kilobytes", [1, 10])
    {
        public override string Note => "";

        public override Task<CurveCase> StartAsync(int size) => Task.FromResult(new CurveCase(
            [Operation.Of("an array", Shape.Flat, i => GC.KeepAlive(new byte[1_000 * size]))], () => ValueTask.CompletedTask));
    }
}
