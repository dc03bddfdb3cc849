using Grocery.Monitoring.Tests.Dashboards;

namespace Grocery.Monitoring.Tests.Live;

[Collection(MonitoredShop.Name)]
public sealed class DashboardQueryTests(MonitoredShop shop)
{
    // Of a dashboard for one service: one that has requests, a database and others that it calls.
    private const string Service = "order";

    public static TheoryData<string> Files => [.. MonitoringFiles.Dashboards];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_query_returns_data_of_names_that_there_are(string file)
    {
        var dashboard = Dashboard.Read(file);
        var known = await KnownNames.ReadAsync(shop.Prometheus);

        var problems = new List<string>();
        foreach (var (panel, query) in dashboard.Queries)
        {
            var asked = dashboard.Substitute(query, Service);
            problems.AddRange(known.Unknown(asked).Select(name => $"{panel}: there is no {name}"));
            if ((await shop.Prometheus.QueryAsync(asked)).Count == 0)
                problems.Add($"{panel}: no data for {asked}");
        }

        Assert.Empty(problems);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_variable_has_values(string file)
    {
        var dashboard = Dashboard.Read(file);

        foreach (var (name, query) in dashboard.Variables)
        {
            var match = System.Text.RegularExpressions.Regex.Match(query, @"^label_values\((?<series>.+),\s*(?<label>\w+)\)$");
            Assert.True(match.Success, $"{name}: {query} is no label_values(series, label)");
            var series = Uri.EscapeDataString(dashboard.Substitute(match.Groups["series"].Value, Service));

            var values = await shop.Prometheus.GetAsync($"/api/v1/label/{match.Groups["label"].Value}/values?match[]={series}");

            Assert.True(values.GetArrayLength() > 0, $"{name}: no values for {query}");
        }
    }
}
