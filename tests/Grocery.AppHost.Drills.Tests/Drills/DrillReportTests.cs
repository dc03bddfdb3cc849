using Grocery.AppHost.Load;

namespace Grocery.AppHost.Drills.Tests.Drills;

public sealed class DrillReportTests
{
    private static readonly ContestResult Exact = new(50, 150, [], 0, 50, 50, 50, 0, 150, 600, []);

    [Fact]
    public void A_drill_whose_expectations_hold_is_passed()
    {
        var report = new DrillReport(new Deploy(), Record(Exact, 200));

        Assert.True(report.IsPassed);
        Assert.EndsWith("deploy: PASSED", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(404)]
    [InlineData(503)]
    public void One_lost_request_fails_a_drill_that_may_lose_none(int status)
    {
        var report = new DrillReport(new Deploy(), Record(Exact, 200, status));

        Assert.Equal("FAILED: no request is lost, neither of the load nor of the buyers", report.Verdict);
        Assert.Contains($"1 of 602: 1 x browse {status}", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_is_sold_twice_or_not_at_all_fails_every_drill()
    {
        ContestResult[] wrong =
        [
            Exact with { Bought = 51, Refused = 149 },
            Exact with { Reserved = 51 },
            Exact with { Stock = 1 },
            Exact with { Orders = 49 },
            Exact with { Customers = 49 },
            Exact with { HalfDone = 1 },
            Exact with { InCarts = 151 },
            Exact with { Broken = ["400"], Refused = 149 },
        ];

        Assert.All(wrong, contest => Assert.StartsWith(
            "FAILED: 200 buyers compete for 50 units", new DrillReport(new PostgresRestarts(), Record(contest, 200)).Verdict, StringComparison.Ordinal));
    }

    private static DrillRecord Record(ContestResult contest, params int[] statuses)
    {
        LoadSample[] samples = [.. statuses.Select(status => new LoadSample("browse", TimeSpan.Zero, TimeSpan.FromMilliseconds(5), status, SaysWhenToRetry: false))];
        var before = new LoadFigures(samples[..1], TimeSpan.FromSeconds(1));
        var during = new LoadFigures(samples, TimeSpan.FromSeconds(1));
        return new DrillRecord(before, during, before, samples, TimeSpan.Zero, TimeSpan.Zero, contest);
    }
}
