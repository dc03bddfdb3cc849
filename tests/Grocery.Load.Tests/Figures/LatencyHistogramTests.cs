using Grocery.Load.Figures;

namespace Grocery.Load.Tests.Figures;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1];

    public static TheoryData<string, int> Distributions
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in new[] { "even", "exponential", "two humps", "heavy tail", "all the same", "one only" })
            {
                data.Add(name, LatencyHistogram.FinePrecision);
                data.Add(name, LatencyHistogram.CoarsePrecision);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void A_percentile_is_the_exact_one_or_higher_by_no_more_than_the_stated_error(string distribution, int precision)
    {
        var latencies = Draw(distribution);
        var histogram = new LatencyHistogram(precision);
        foreach (var latency in latencies)
            histogram.Add(latency);

        foreach (var share in Shares)
        {
            var exact = latencies[Math.Max(0, (int)Math.Ceiling((share * latencies.Length) - 1e-6) - 1)];
            Assert.InRange(histogram.Percentile(share), exact, (exact * (1 + histogram.RelativeError)) + TimeSpan.FromMicroseconds(1));
        }

        Assert.Equal((latencies.Length, latencies[^1]), (histogram.Count, histogram.Max));
        Assert.Equal(latencies.Average(latency => latency.TotalMicroseconds), histogram.Mean.TotalMicroseconds, 1.0);
    }

    [Fact]
    public void The_stated_errors_are_under_a_tenth_and_under_eight_tenths_of_a_percent()
    {
        Assert.InRange(new LatencyHistogram(LatencyHistogram.FinePrecision).RelativeError, 0, 0.001);
        Assert.InRange(new LatencyHistogram(LatencyHistogram.CoarsePrecision).RelativeError, 0, 0.008);
    }

    [Fact]
    public void Two_that_are_added_are_as_one_that_counted_all()
    {
        var (one, two, both) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        foreach (var (index, latency) in Draw("heavy tail").Index())
        {
            (index % 3 == 0 ? one : two).Add(latency);
            both.Add(latency);
        }

        one.Add(two);

        Assert.All(Shares, share => Assert.Equal(both.Percentile(share), one.Percentile(share)));
        Assert.Equal((both.Count, both.Max), (one.Count, one.Max));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Add(new LatencyHistogram(LatencyHistogram.CoarsePrecision)));
    }

    [Fact]
    public void It_takes_none_at_all_and_years_and_is_empty_at_first()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal((0, TimeSpan.Zero, TimeSpan.Zero), (histogram.Count, histogram.Percentile(0.99), histogram.Mean));

        histogram.Add(TimeSpan.Zero);
        histogram.Add(TimeSpan.FromDays(1_000));

        Assert.Equal(TimeSpan.Zero, histogram.Percentile(0.5));
        Assert.Equal(TimeSpan.FromDays(1_000), histogram.Percentile(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Percentile(95));
    }

    private static TimeSpan[] Draw(string distribution)
    {
        var random = new Random(42);
        Func<double> milliseconds = distribution switch
        {
            "even" => () => 1_000 * random.NextDouble(),
            "exponential" => () => -20 * Math.Log(1 - random.NextDouble()),
            "two humps" => () => random.Next(10) == 0 ? 2_000 + (100 * random.NextDouble()) : 5 + random.NextDouble(),
            "heavy tail" => () => 0.05 * Math.Pow(1 - random.NextDouble(), -2),
            _ => () => 12.345,
        };
        return [.. Enumerable.Range(0, distribution == "one only" ? 1 : 20_000).Select(_ => TimeSpan.FromMilliseconds(milliseconds())).Order()];
    }
}
