using System.Text.Json.Nodes;
using Grocery.Platform.Health.Contract;

namespace Grocery.Platform.Health.Tests.Contract;

public class ProbeContractTests
{
    private static readonly (string, string) InContainer = ("DOTNET_RUNNING_IN_CONTAINER", "true");

    [Fact]
    public async Task It_says_where_the_service_answers_and_how_it_stops()
    {
        var contract = await ReadAsync(InContainer, ("Platform:Service:Name", "shop"), ("Platform:Management:Port", "9090"), ("HTTP_PORTS", "8080"));

        Assert.Equal(
            """
            {"version":1,"service":"shop","ports":{"http":[8080],"https":[],"management":9090},"probes":{
            "live":{"path":"/health/live","port":9090,"scheme":"http","periodSeconds":10,"timeoutSeconds":2,"failureThreshold":3},
            "ready":{"path":"/health/ready","port":9090,"scheme":"http","periodSeconds":2,"timeoutSeconds":1,"failureThreshold":2},
            "startup":{"path":"/health/startup","port":9090,"scheme":"http","periodSeconds":2,"timeoutSeconds":1,"failureThreshold":60}},
            "metrics":{"path":"/metrics","port":9090,"scheme":"http"},"drain":{"windowSeconds":5},"stop":{"budgetSeconds":25,"timeoutSeconds":30}}
            """.ReplaceLineEndings(""),
            contract.ToJsonString());
    }

    [Fact]
    public void Its_text_is_the_same_on_every_machine() =>
        Assert.Equal("{\n  \"version\": 1\n}\n", ProbeContract.ToText(new() { ["version"] = 1 }));

    [Fact]
    public async Task The_readiness_probe_sees_a_drain_before_its_window_ends()
    {
        var contract = await ReadAsync(InContainer);

        var ready = contract["probes"]!["ready"]!;
        Assert.True((int)ready["periodSeconds"]! * (int)ready["failureThreshold"]! < (int)contract["drain"]!["windowSeconds"]!);
    }

    [Fact]
    public async Task A_part_of_a_second_is_rounded_up() =>
        Assert.Equal(3, (int)(await ReadAsync(("Platform:Health:Drain:Window", "00:00:02.1")))["drain"]!["windowSeconds"]!);

    [Fact]
    public async Task A_long_window_needs_a_longer_stop() =>
        Assert.Equal(65, (int)(await ReadAsync(("Platform:Health:Drain:Window", "00:01:00")))["stop"]!["budgetSeconds"]!);

    [Fact]
    public async Task What_is_switched_off_is_not_promised()
    {
        var contract = await ReadAsync(InContainer, ("Platform:Health:Enabled", "false"), ("Platform:Observability:Metrics:Enabled", "false"));

        Assert.Null(contract["probes"]);
        Assert.Null(contract["metrics"]);
        Assert.Equal(0, (int)contract["drain"]!["windowSeconds"]!);
    }

    [Theory]
    [InlineData(true, "false", true)]
    [InlineData(true, "true", false)]
    [InlineData(false, "false", false)]
    public async Task Metrics_need_the_package_and_the_SDK(bool hasMetrics, string isSdkDisabled, bool expected)
    {
        var contract = await ReadAsync(hasMetrics, ("OTEL_SDK_DISABLED", isSdkDisabled));

        Assert.Equal(expected, contract["metrics"] is not null);
    }

    [Fact]
    public async Task Every_problem_is_told()
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(
            () => ReadAsync(("Platform:Health:Drain:Window", "1 s"), ("Platform:Management:Port", "http")));

        Assert.Equal(2, exception.Problems.Count);
    }

    private static Task<JsonObject> ReadAsync(params (string Key, string Value)[] settings) => ReadAsync(hasMetrics: true, settings);

    private static async Task<JsonObject> ReadAsync(bool hasMetrics, params (string Key, string Value)[] settings)
    {
        // Without "urls", which the service of the tests sets.
        await using var service = TestService.Create(_ => { }, [("urls", ""), .. settings]);

        return ProbeContract.Of(service.App.Services, hasMetrics);
    }
}
