using Grocery.AppHost.Load;
using Grocery.Load.Requests;

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

    [Theory]
    [InlineData(503, true, true)]
    [InlineData(503, false, false)]
    [InlineData(500, true, false)]
    [InlineData(0, false, false)]
    public void Only_a_refusal_that_says_when_to_come_again_can_be_the_doing_of_a_busy_machine(int status, bool saysWhenToRetry, bool isOnlySlow)
    {
        var record = Record(Exact, 200) with
        {
            Samples = [new LoadSample(new Step("browse"), TimeSpan.Zero, TimeSpan.FromMilliseconds(5), status, saysWhenToRetry)],
        };

        var rotation = new DrillReport(new PasswordRotates(), record);

        Assert.False(rotation.IsPassed);
        Assert.Equal(isOnlySlow, rotation.IsOnlySlow);
        Assert.False(new DrillReport(new Deploy(), record).IsOnlySlow);
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

    [Fact]
    public void A_recovery_that_nobody_saw_fails_a_drill_that_expects_one()
    {
        var report = new DrillReport(new PostgresRestarts(), Record(Exact, 200) with { Recovery = null });

        Assert.StartsWith("FAILED: 5 s after the fault", report.Verdict, StringComparison.Ordinal);
        Assert.Contains("measured: not seen", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, false, false)]
    [InlineData(503, false, false)]
    [InlineData(409, false, false)]
    [InlineData(503, true, true)]
    [InlineData(409, true, true)]
    public void What_the_buyers_were_told_counts_as_much_as_the_load(int status, bool saysWhenToRetry, bool isPassed)
    {
        var contest = Exact with { Failures = [new LoadSample(new Step("buyer"), TimeSpan.Zero, TimeSpan.Zero, status, saysWhenToRetry)] };

        Assert.Equal(isPassed, new DrillReport(new PostgresRestarts(), Record(contest, 200)).IsPassed);
    }

    [Fact]
    public void Requests_that_fail_are_none_of_the_thousand_a_minute()
    {
        int[] statuses = [.. Enumerable.Repeat(200, 20), .. Enumerable.Repeat(404, 20)];

        var report = new DrillReport(new Slo(), Record(Exact, statuses));

        Assert.Contains("met      more than 1,000 requests a minute are fulfilled", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("NOT MET  more than 1,000", new DrillReport(new Slo(), Record(Exact, statuses[15..])).ToString(), StringComparison.Ordinal);
    }

    private static DrillRecord Record(ContestResult contest, params int[] statuses)
    {
        LoadSample[] samples = [.. statuses.Select(status => new LoadSample(new Step("browse"), TimeSpan.Zero, TimeSpan.FromMilliseconds(5), status, SaysWhenToRetry: false))];
        var before = new LoadFigures(samples[..1], TimeSpan.FromSeconds(1));
        var during = new LoadFigures(samples, TimeSpan.FromSeconds(1));
        return new DrillRecord(0, before, during, before, samples, TimeSpan.Zero, TimeSpan.Zero, contest);
    }
}
