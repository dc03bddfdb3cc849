using System.Globalization;
using System.Text.Json.Nodes;
using Grocery.Load.Tests.Shop;
using Grocery.Load.Thresholds;
using Grocery.Platform.TestSupport;

namespace Grocery.Load.Tests.K6;

/// <summary>k6 itself is not run: its types check what the scripts call, and Node runs them with stand-ins for k6's modules.</summary>
public sealed class K6ScriptTests
{
    private static readonly string[] Scripts = ["slo.js", "spike.js", "soak.js"];
    private static readonly string Folder = Repository.Path("benchmarks", "k6");
    private static readonly string StandIn = Repository.Path("tests", "Grocery.Load.Tests", "K6", "StandIn", "start.mjs");

    [Fact]
    public async Task Every_script_is_one_that_the_types_of_k6_allow()
    {
        var copy = Directory.CreateTempSubdirectory("grocery-k6-");
        try
        {
            foreach (var file in Directory.GetFiles(Folder))
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));

            await Command.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], copy.FullName);
            await Command.RunAsync("npx", ["tsc", "--project", "."], copy.FullName);
            await File.AppendAllTextAsync(Path.Combine(copy.FullName, "slo.js"), "\noptions.thresholds = 5;\nhttp.fetch();\n", TestContext.Current.CancellationToken);
            var (exitCode, output, _) = await Command.TryRunAsync("npx", ["tsc", "--project", "."], copy.FullName);

            Assert.Equal((2, 2), (exitCode, output.Split("slo.js").Length - 1));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_script_is_tested() => Assert.Equal(
        [.. Scripts, "scenarios.js", "service-levels.js", "shop.js"],
        Directory.GetFiles(Folder, "*.js").Select(Path.GetFileName).OrderBy(file => Scripts.Contains(file) ? Array.IndexOf(Scripts, file) : Scripts.Length).ThenBy(file => file));

    [Theory]
    [InlineData("slo.js", 1)]
    [InlineData("spike.js", 2)]
    [InlineData("soak.js", 120)]
    public async Task The_thresholds_are_those_of_the_runner(string script, int minutes)
    {
        var options = (await RunAsync(script))["options"]!;

        var levels = ServiceLevels.Shop;
        Assert.Equal(
            [
                ("availability{scenario:shop}", Text($"rate>={levels.Availability}")),
                ("http_req_duration{scenario:shop}", Text($"p(95)<{levels.P95Milliseconds}")),
                ("http_req_failed{scenario:shop}", Text($"rate<{levels.ErrorRate}")),
                ("fulfilled{scenario:shop}", Text($"count>{levels.RequestsPerMinute * minutes}")),
                ("dropped_iterations{scenario:shop}", "count==0"),
            ],
            options["thresholds"]!.AsObject().Select(threshold => (threshold.Key, threshold.Value!.AsArray().Single()!.GetValue<string>())));
    }

    [Theory]
    [InlineData("slo.js", "constant-arrival-rate", 60)]
    [InlineData("spike.js", "ramping-arrival-rate", 120)]
    [InlineData("soak.js", "constant-arrival-rate", 7_200)]
    public async Task Visits_start_whether_or_not_earlier_ones_have_ended_after_a_warm_up(string script, string executor, int seconds)
    {
        var scenarios = (await RunAsync(script))["options"]!["scenarios"]!;

        var shop = scenarios["shop"]!;
        string[] durations = shop["stages"] is { } stages ? [.. stages.AsArray().Select(stage => stage!["duration"]!.GetValue<string>())] : [shop["duration"]!.GetValue<string>()];
        Assert.Equal((executor, seconds), (shop["executor"]!.GetValue<string>(), durations.Sum(duration => int.Parse(duration.TrimEnd('s'), CultureInfo.InvariantCulture))));
        Assert.Equal(scenarios["warm-up"]!["duration"]!.GetValue<string>(), shop["startTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_journeys_ask_for_what_the_runner_asks_for_and_a_healthy_shop_fails_none()
    {
        await using var shop = await FakeShop.StartAsync();

        var values = (await RunAsync("slo.js", new Dictionary<string, string?> { ["TARGET"] = shop.Address.ToString().TrimEnd('/') }, "200"))["values"]!;

        var sent = values["availability"]!.AsArray().Select(value => value!.GetValue<int>()).ToArray();
        Assert.Equal(200, sent.Length - (2 * shop.Orders) - shop.Requests.Count(request => request == "DELETE /api/cart"));
        Assert.All(sent, available => Assert.Equal(1, available));
        Assert.Equal(sent.Length, values["fulfilled"]!.AsArray().Count);
        Assert.InRange(shop.Orders, 1, 40);
    }

    private static async Task<JsonNode> RunAsync(string script, IReadOnlyDictionary<string, string?>? environment = null, params string[] visits) =>
        JsonNode.Parse(await Command.RunAsync("node", [StandIn, Path.Combine(Folder, script), .. visits], environment: environment))!;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
