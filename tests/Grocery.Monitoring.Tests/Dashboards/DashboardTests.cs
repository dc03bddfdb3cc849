namespace Grocery.Monitoring.Tests.Dashboards;

public sealed class DashboardTests
{
    public static TheoryData<string> Files => [.. MonitoringFiles.Dashboards];

    [Fact]
    public void There_is_one_for_each_journey_and_for_whoever_is_on_call()
    {
        string[] expected = ["fleet", "journey-browse", "journey-cart", "journey-checkout", "resilience", "service"];

        Assert.Superset(expected.ToHashSet(), MonitoringFiles.Dashboards.Select(Path.GetFileNameWithoutExtension).ToHashSet()!);
    }

    [Fact]
    public void No_two_have_one_title_or_one_address()
    {
        Dashboard[] dashboards = [.. MonitoringFiles.Dashboards.Select(Dashboard.Read)];

        Assert.Distinct(dashboards.Select(dashboard => dashboard.Title));
        Assert.Distinct(dashboards.Select(dashboard => dashboard.Uid));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_panel_has_a_title_and_asks_the_source_that_the_reader_chooses(string file)
    {
        var dashboard = Dashboard.Read(file);

        Assert.NotEmpty(dashboard.Panels);
        Assert.Distinct(dashboard.Panels.Select(panel => panel.Member("id").GetInt32()));
        Assert.All(dashboard.Panels, panel =>
        {
            Assert.NotEqual("", panel.Member("title").Text());
            Assert.Equal("${datasource}", panel.Member("datasource").Member("uid").Text());
        });
        Assert.All(dashboard.Queries, query => Assert.NotEqual("", query.Query));
    }

    // Without on() the zero stays beside groups that have labels.
    [Theory]
    [MemberData(nameof(Files))]
    public void A_zero_stands_only_where_there_is_no_group(string file) => Assert.All(
        Dashboard.Read(file).Queries.Where(query => query.Query.Contains(" by (", StringComparison.Ordinal) && query.Query.Contains("vector(0)", StringComparison.Ordinal)),
        query => Assert.Contains(" or on() vector(0)", query.Query, StringComparison.Ordinal));
}
