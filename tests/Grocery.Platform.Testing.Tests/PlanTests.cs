namespace Grocery.Platform.Testing.Tests;

public sealed class PlanTests
{
    private static readonly ServiceUnderTest Nowhere = ServiceUnderTest.At(new Uri("http://127.0.0.1:1"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_that_there_is_not_cannot_be_excluded()
    {
        var plan = new ConformancePlan { Excluded = { ["live-answer"] = "not ours" } };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => PlatformConformance.VerifyAsync(Nowhere, plan, Cancelled));

        Assert.Contains("\"live-answer\", which is no check; allowed: live-answers, ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_is_not_excluded_without_a_reason()
    {
        var plan = new ConformancePlan { Excluded = { ["live-answers"] = " " } };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => PlatformConformance.VerifyAsync(Nowhere, plan, Cancelled));

        Assert.Contains("excludes live-answers without a reason", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patience_that_is_no_time_is_refused()
    {
        var plan = new ConformancePlan { Patience = TimeSpan.Zero };

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => PlatformConformance.VerifyAsync(Nowhere, plan, Cancelled));

        Assert.Contains("The patience is 00:00:00; allowed: more than zero", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_begins_with_a_slash()
    {
        var exception = Assert.Throws<ArgumentException>(() => ConformanceRoute.Get("products"));

        Assert.Contains("The route is \"products\"; allowed: a path that begins with a slash", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_excluded_check_is_reported_with_its_reason_and_not_as_passed()
    {
        var plan = new ConformancePlan { Excluded = { ["live-answers"] = "answered by the mesh" }, Patience = TimeSpan.FromSeconds(1) };

        var report = await PlatformConformance.VerifyAsync(Nowhere, plan, Cancelled);

        Assert.Equal("excluded  live-answers: answered by the mesh", report.Results[0].ToString());
        Assert.False(report.IsPassed);
    }

    [Fact]
    public async Task A_failure_says_what_was_done_seen_and_expected_how_to_repair_it_and_where_to_read_on()
    {
        var report = await PlatformConformance.VerifyAsync(Nowhere, new ConformancePlan { Patience = TimeSpan.FromSeconds(1) }, Cancelled);

        var exception = Assert.Throws<ConformanceException>(report.EnsurePassed);

        Assert.Contains("FAILED    live-answers", exception.Message, StringComparison.Ordinal);
        string[] parts = ["done:", "seen:     HttpRequestException", "expected:", "repair:", "page:     https://github.com/grocery-platform/grocery-platform/blob/main/docs/health/liveness.md"];
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_in_which_no_check_ran_proves_nothing()
    {
        var plan = new ConformancePlan();
        foreach (var check in PlatformConformance.Checks)
            plan.Excluded[check.Name] = "for this test";

        var report = await PlatformConformance.VerifyAsync(Nowhere, plan, Cancelled);

        var exception = Assert.Throws<ConformanceException>(report.EnsurePassed);
        Assert.StartsWith("No check ran, so nothing is proven.", exception.Message, StringComparison.Ordinal);
    }
}
