using Grocery.AppHost.Load;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills.Tests.Load;

public sealed class LoadFiguresTests
{
    [Fact]
    public void Percentiles_are_those_of_all_requests()
    {
        var figures = Measure([.. Enumerable.Range(1, 200).Select(latency => Sample(200, latency))]);

        Assert.Equal(100, figures.Percentile(0.5));
        Assert.Equal(190, figures.Percentile(0.95));
        Assert.Equal(198, figures.Percentile(0.99));
        Assert.Equal(200, figures.Percentile(1));
    }

    [Fact]
    public void A_refusal_fails_the_shopper_and_an_error_or_silence_the_shop()
    {
        var figures = Measure([Sample(200), Sample(201), Sample(404), Sample(409), Sample(500), Sample(503), Sample(0)]);

        Assert.Equal((7, 6, 5, 3), (figures.Offered, figures.Answered, figures.Failed, figures.Errors));
        Assert.Equal(4 / 7.0, figures.Availability, 6);
        Assert.Equal(2, figures.FulfilledPerMinute, 6);
        Assert.Equal("1 x 0, 1 x 200, 1 x 201, 1 x 404, 1 x 409, 1 x 500, 1 x 503", figures.DescribeStatuses().Split(';')[0]);
    }

    [Fact]
    public void Without_requests_there_are_figures_too()
    {
        var figures = Measure([]);

        Assert.Equal((0, 0.0, 1.0, 0.0), (figures.Offered, figures.FailedShare, figures.Availability, figures.Percentile(0.95)));
    }

    private static LoadFigures Measure(IReadOnlyList<LoadSample> samples) => new(samples, TimeSpan.FromMinutes(1));

    private static LoadSample Sample(int status, int milliseconds = 1) =>
        new(new Step("visit"), TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds), status, SaysWhenToRetry: false);
}
