using System.Text.RegularExpressions;

namespace Grocery.Slo.Tests.Definition;

public sealed class RefusalTests : IDisposable
{
    private readonly Checkout _checkout = new();

    [Theory]
    [InlineData("window: 30d", "windw: 30d", 3, "the unknown key windw; did you mean window?")]
    [InlineData("window: 30d", "window: 7d", 3, "window is \"7d\"; allowed: 28d, 30d")]
    [InlineData("window: 30d", "window: 30d\nminimumFailures: 0", 4, "minimumFailures is 0; allowed: a whole number from 1 to 10000")]
    [InlineData("window: 30d", "window: 30d\nminimumFailures: 2.5", 4, "minimumFailures is 2.5; allowed: a whole number")]
    [InlineData("window: 30d", "window: 30d\nwindow: 28d", 4, "this is not YAML")]
    [InlineData("window: 30d", "window: [30d", 3, "this is not YAML")]
    [InlineData("service: cart", "service: Cart", 2, "service is \"Cart\": use up to 31 lower-case letters")]
    [InlineData("service: cart", "service: order", 2, "another file promises something for the service order already")]
    [InlineData("objective: 99.9", "objective: 100", 7, "objective is 100; allowed: 95 to 99.99 percent")]
    [InlineData("objective: 99.9", "objective: 0", 7, "objective is 0; allowed: 95 to 99.99 percent")]
    [InlineData("objective: 99.9", "objective: -1", 7, "objective is \"-1\": write a number such as 99.9")]
    [InlineData("objective: 99.9", "objective: 99.9%", 7, "objective is \"99.9%\": write a number such as 99.9")]
    [InlineData("    objective: 99.9\n", "", 5, "slos[0] has no objective: add it")]
    [InlineData("name: latency", "name: availability", 4, "there are 2 slos with the name availability")]
    [InlineData("name: availability", "name: up", 2, "cart has no slo with the name availability")]
    [InlineData("within: 500ms", "within: 500", 17, "within is \"500\"; allowed: 1ms to 60s")]
    [InlineData("within: 500ms", "within: 90s", 17, "within is \"90s\"; allowed: 1ms to 60s")]
    [InlineData("within: 500ms", "within: 500ms\n      failed: { a: b }", 16, "indicator needs either failed, the labels of a failed event, or within")]
    [InlineData("      within: 500ms\n", "", 16, "indicator needs either failed")]
    [InlineData("within: 500ms", "within: 500ms\n      were: { a: b }", 18, "indicator has the unknown key were; did you mean where?")]
    [InlineData("metric: http_server_request_duration_seconds\n      within", "metric: shop_orders_created_total\n      within", 17, "within needs a histogram, and shop_orders_created_total is a counter")]
    [InlineData("metric: grocery_resilience_call_duration_seconds", "metric: grocery_resilience_call_duration_seconds_count", 24, "a part of a histogram: name the histogram, grocery_resilience_call_duration_seconds.")]
    [InlineData("metric: grocery_resilience_call_duration_seconds", "metric: grocery.resilience", 24, "metric is \"grocery.resilience\": use the name on /metrics")]
    [InlineData("{ http_response_status_code: ~5.. }", "{ http_response_status_code: ~5(?=0) }", 10, "the regular expression \"5(?=0)\", which cannot be used")]
    [InlineData("{ http_response_status_code: ~5.. }", "{ http_response_status_code: ~ }", 10, "http_response_status_code has ~ without a regular expression")]
    [InlineData("{ http_response_status_code: ~5.. }", "{ http_response_status_code: ~(5 }", 10, "the regular expression \"(5\", which cannot be used")]
    [InlineData("{ http_response_status_code: ~5.. }", "{ http_response_status_code: ~4.. }", 9, "availability is for the load balancer too")]
    [InlineData("{ grocery_resilience_client: product }", "{ le: product }", 25, "le is no label to choose events by")]
    [InlineData("{ grocery_resilience_client: product }", "{ grocery_resilience_client: {} }", 25, "grocery_resilience_client must be a text")]
    [InlineData("{ grocery_resilience_client: product }", "{ grocery_resilience_client: \"{{x\" }", 25, "grocery_resilience_client has {{")]
    [InlineData("description: Carts show prices", "description: Carts {{ show }} prices", 20, "description has {{")]
    [InlineData("runbook: dependency", "runbook: slo-latncy", 22, "there is no docs/operations/runbooks/slo-latncy.md: did you mean slo-latency")]
    [InlineData("runbook: dependency", "runbook: ../slo", 22, "runbook is \"../slo\", but there is no")]
    [InlineData("objective: 99\n", "objective: 99\n    absentAfter: soon\n", 22, "absentAfter is \"soon\"; allowed: minutes, hours or days")]
    public async Task A_value_that_cannot_be_is_refused_with_its_line_and_the_fix(string old, string by, int line, string message)
    {
        _checkout.Replace(Checkout.Carts, old, by);

        var ran = await _checkout.RunAsync("generate");

        Assert.Equal((1, ""), (ran.Exit, ran.Output));
        Assert.Matches($"(?m)^samples/[\\w.]+/slo.yaml:{line}: .*{Regex.Escape(message)}", ran.Error);
    }

    [Fact]
    public async Task All_problems_of_all_files_are_told_at_once()
    {
        _checkout.Replace(Checkout.Carts, "objective: 99.9", "objective: 100");
        _checkout.Replace(Checkout.Carts, "within: 500ms", "within: 500");
        _checkout.Replace("samples/Grocery.Samples.Orders/slo.yaml", "window: 30d", "window: 7d");

        var ran = await _checkout.RunAsync("check");

        Assert.Equal(3, ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_file_that_is_no_mapping_is_refused()
    {
        _checkout.Write(Checkout.Carts, "- service\n");

        var ran = await _checkout.RunAsync("check");

        Assert.Contains($"{Checkout.Carts}:1: the file must be one document with the keys service, window and slos.", ran.Error);
    }

    [Theory]
    [InlineData("slo-absent")]
    [InlineData("slo-budget")]
    public async Task A_runbook_that_every_service_needs_must_be_there(string runbook)
    {
        File.Delete(_checkout.Path($"docs/operations/runbooks/{runbook}.md"));

        var ran = await _checkout.RunAsync("generate");

        Assert.Equal(1, ran.Exit);
        Assert.Contains($"docs/operations/runbooks/{runbook}.md:1: this page is missing", ran.Error);
    }

    [Fact]
    public async Task A_checkout_without_a_promise_is_a_mistake()
    {
        Directory.Delete(_checkout.Path("samples"), recursive: true);

        var ran = await _checkout.RunAsync("generate");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("samples/*/slo.yaml:1: there is no such file", ran.Error);
    }

    public void Dispose() => _checkout.Dispose();
}
