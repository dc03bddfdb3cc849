using System.Text.RegularExpressions;
using Grocery.Monitoring.Tests.Dashboards;

namespace Grocery.Monitoring.Tests.Live;

[Collection(MonitoredShop.Name)]
public sealed partial class DashboardQueryTests(MonitoredShop shop)
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

        foreach (var (panel, query) in dashboard.Queries)
        {
            var asked = dashboard.Substitute(query, Service);
            Assert.True(known.Unknown(asked).ToArray() is [], $"{panel}: there is no {string.Join(", ", known.Unknown(asked))}");
            await Eventually.HoldsAsync(async () => (await shop.Prometheus.QueryAsync(asked)).Count > 0, $"{panel}: data for {asked}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_variable_has_values(string file)
    {
        var dashboard = Dashboard.Read(file);

        foreach (var (name, query) in dashboard.Variables)
        {
            var match = LabelValuesPattern().Match(query);
            Assert.True(match.Success, $"{name}: {query} is no label_values(series, label)");
            var series = Uri.EscapeDataString(dashboard.Substitute(match.Groups["series"].Value, Service));

            var values = await shop.Prometheus.GetAsync($"/api/v1/label/{match.Groups["label"].Value}/values?match[]={series}");

            Assert.True(values.GetArrayLength() > 0, $"{name}: no values for {query}");
        }
    }

    [GeneratedRegex(@"^label_values\((?<series>.+),\s*(?<label>\w+)\)$")]
    private static partial Regex LabelValuesPattern();
}
