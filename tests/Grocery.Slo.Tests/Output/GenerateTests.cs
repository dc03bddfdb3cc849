using System.Text.Json;
using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Slo.Tests.Output;

public sealed partial class GenerateTests : IDisposable
{
    private const string CartRules = "infra/monitoring/slo/cart.yml";
    private const string CartDashboard = "infra/monitoring/dashboards/slo-cart.json";
    private const string Thresholds = "infra/terraform/environments/slo.tfvars.json";

    private readonly Checkout _checkout = new();

    [Fact]
    public async Task What_is_checked_in_is_what_the_promises_make()
    {
        var ran = await Ran.WithAsync("check", "--root", Repository.Root);

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
    }

    [Theory]
    [InlineData(CartRules, "14.4 *", "15 *")]
    [InlineData(CartDashboard, "Budget left", "Budget")]
    [InlineData(Thresholds, "99.9", "99.5")]
    public async Task A_change_by_hand_is_found_with_its_line_and_undone(string path, string old, string by)
    {
        var line = _checkout.LineOf(path, old);
        _checkout.Replace(path, old, by);

        var found = await _checkout.RunAsync("check");
        await _checkout.RunAsync("generate");
        var after = await _checkout.RunAsync("check");

        Assert.Equal(1, found.Exit);
        Assert.Contains($"{path}:{line}: this is \"", found.Error);
        Assert.Contains("eng/grocery slo generate", found.Error);
        Assert.Equal(0, after.Exit);
    }

    [Fact]
    public async Task A_changed_objective_reaches_rules_dashboard_and_thresholds()
    {
        _checkout.Replace(Checkout.Carts, "objective: 99.9", "objective: 99.95");
        _checkout.Replace(Checkout.Carts, "within: 500ms", "within: 250ms");
        _checkout.Replace(Checkout.Carts, "window: 30d", "window: 28d\nminimumFailures: 25");

        var found = await _checkout.RunAsync("check");
        var ran = await _checkout.RunAsync("generate");

        Assert.Equal(3, found.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["wrote " + CartDashboard, "wrote " + CartRules, "wrote " + Thresholds], ran.Output.Trim().Split('\n'));
        var rules = _checkout.Read(CartRules);
        Assert.Contains("> 14.4 * 0.0005", rules);
        Assert.Contains("le=\"0.25\"", rules);
        Assert.Contains("[28d]", rules);
        Assert.Contains(">= 25", rules);
        Assert.Contains("\"value\": 0.9995", _checkout.Read(CartDashboard));
        using var thresholds = JsonDocument.Parse(_checkout.Read(Thresholds));
        var cart = thresholds.RootElement.GetProperty("slo").GetProperty("cart");
        Assert.Equal(99.95m, cart.GetProperty("availability").GetDecimal());
        Assert.Equal(0.25m, cart.GetProperty("latency_seconds").GetDecimal());
        Assert.Equal(25, cart.GetProperty("minimum_failures").GetInt32());
    }

    [Fact]
    public async Task A_service_that_promises_nothing_any_more_leaves_nothing_behind()
    {
        File.Delete(_checkout.Path(Checkout.Carts));

        var found = await _checkout.RunAsync("check");
        var ran = await _checkout.RunAsync("generate");

        Assert.Contains($"{CartRules}:1: this was made of a service that has no slo.yaml any more", found.Error);
        Assert.Contains($"removed {CartRules}", ran.Output);
        Assert.Contains($"removed {CartDashboard}", ran.Output);
        Assert.False(File.Exists(_checkout.Path(CartRules)));
        Assert.Equal(0, (await _checkout.RunAsync("check")).Exit);
    }

    [Fact]
    public async Task A_file_that_is_missing_is_found()
    {
        File.Delete(_checkout.Path(CartDashboard));

        var found = await _checkout.RunAsync("check");

        Assert.Contains($"{CartDashboard}:1: this file is missing", found.Error);
    }

    [Fact]
    public async Task Nothing_is_made_while_a_file_is_wrong()
    {
        _checkout.Replace(Checkout.Carts, "objective: 99.9", "objective: 99.95");
        _checkout.Replace(Checkout.Carts, "within: 500ms", "within: soon");
        var before = _checkout.Read(CartRules);

        var ran = await _checkout.RunAsync("generate");

        Assert.Equal((1, ""), (ran.Exit, ran.Output));
        Assert.Equal(before, _checkout.Read(CartRules));
    }

    [Fact]
    public async Task A_promise_of_no_latency_has_none_at_the_load_balancer()
    {
        _checkout.Replace(Checkout.Carts, "name: latency", "name: quick");

        await _checkout.RunAsync("generate");

        using var thresholds = JsonDocument.Parse(_checkout.Read(Thresholds));
        var cart = thresholds.RootElement.GetProperty("slo").GetProperty("cart");
        Assert.Equal(0, cart.GetProperty("latency_seconds").GetDecimal());
        Assert.False(cart.TryGetProperty("latency_percent", out _));
    }

    [Theory]
    [InlineData("cart")]
    [InlineData("order")]
    [InlineData("product")]
    [InlineData("storefront")]
    [InlineData("summary")]
    public void A_dashboard_asks_for_what_is_recorded_and_shows_every_promise(string service)
    {
        var rules = File.ReadAllText(Repository.Path("infra", "monitoring", "slo", $"{service}.yml"));
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.Path("infra", "monitoring", "dashboards", $"slo-{service}.json")));
        var recorded = RecordPattern().Matches(rules).Select(match => $"{match.Groups[1].Value}{{service=\"{match.Groups[2].Value}\", slo=\"{match.Groups[3].Value}\"}}").ToHashSet();
        string[] queries =
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!,
        ];

        var asked = queries.SelectMany(query => SelectorPattern().Matches(query).Select(match => match.Value)).ToArray();

        Assert.True(asked.Length >= queries.Length && queries.Length > 0, "Each query asks for something that is recorded.");
        Assert.Empty(asked.Except(recorded));
        var promises = recorded.Where(series => series.StartsWith("slo:objective:ratio", StringComparison.Ordinal)).ToArray();
        Assert.True(promises.Length >= 3);
        Assert.Empty(promises.Except(asked));
    }

    public void Dispose() => _checkout.Dispose();

    [GeneratedRegex(@"- record: (\S+)\n        expr: \|-\n(?:          .*\n)+        labels: \{ service: (\S+), slo: (\S+) \}")]
    private static partial Regex RecordPattern();

    [GeneratedRegex(@"slo:[\w:]+\{[^}]*\}")]
    private static partial Regex SelectorPattern();
}
