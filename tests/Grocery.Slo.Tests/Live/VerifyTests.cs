namespace Grocery.Slo.Tests.Live;

/// <summary>The promises against the running shop: what the services measure there is what they are held to.</summary>
public sealed class VerifyTests(BusyShop busy) : IClassFixture<BusyShop>, IDisposable
{
    private readonly Checkout _checkout = new();

    [Fact]
    public async Task The_running_services_measure_all_that_they_promise()
    {
        var ran = await _checkout.RunAsync(["verify", .. busy.Metrics.Values.Select(uri => uri.AbsoluteUri)]);

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.All(
            ["cart measures its 3", "order measures its 4", "product measures its 3", "storefront measures its 4", "summary measures its 3"],
            service => Assert.Contains(service, ran.Output));
    }

    [Theory]
    [InlineData("metric: grocery_resilience_call_duration_seconds", "metric: grocery_resilience_calls_duration_seconds", "prices: the service has no counter or histogram grocery_resilience_calls_duration_seconds; did you mean grocery_resilience_call_duration_seconds")]
    [InlineData("{ grocery_resilience_client: product }", "{ grocery_resilience_cliemt: product }", "prices: no series has the label grocery_resilience_cliemt; did you mean grocery_resilience_client")]
    [InlineData("{ grocery_resilience_client: product }", "{ grocery_resilience_client: produkt }", "prices: no series has grocery_resilience_client=\"produkt\"; did you mean product?")]
    [InlineData("{ grocery_resilience_outcome: [", "{ grocery_resilience_outcom: [", "prices: no series has the label grocery_resilience_outcom; did you mean grocery_resilience_outcome")]
    [InlineData("within: 500ms", "within: 300ms", "latency: 0.3 s is no edge of the histogram http_server_request_duration_seconds, so nobody could count what is within; its edges are 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5,")]
    public async Task What_a_service_does_not_measure_is_refused_with_what_it_has(string old, string by, string message)
    {
        _checkout.Replace(Checkout.Carts, old, by);
        var line = _checkout.LineOf(Checkout.Carts, by.Contains("within", StringComparison.Ordinal) ? "name: latency" : by);

        var ran = await _checkout.RunAsync("verify", busy.Metrics["cart"].AbsoluteUri);

        Assert.Equal((1, ""), (ran.Exit, ran.Output));
        Assert.Contains($"cart {message}", ran.Error);
        Assert.Contains($"{Checkout.Carts}:{(by.Contains("within", StringComparison.Ordinal) ? line + 4 : line)}: ", ran.Error);
    }

    [Fact]
    public async Task The_path_of_the_metrics_may_be_left_out()
    {
        var ran = await _checkout.RunAsync("verify", busy.Metrics["cart"].GetLeftPart(UriPartial.Authority));

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
    }

    [Fact]
    public async Task A_service_without_a_promise_is_told_apart()
    {
        _checkout.Replace(Checkout.Carts, "service: cart", "service: carts");

        var ran = await _checkout.RunAsync("verify", busy.Metrics["cart"].AbsoluteUri);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("is the service cart, for which there is no slo.yaml; did you mean carts", ran.Error);
    }

    [Fact]
    public async Task An_address_that_does_not_answer_or_is_something_else_is_told()
    {
        var silent = await _checkout.RunAsync("verify", $"http://127.0.0.1:{FreePort.Next()}/metrics");
        var other = await _checkout.RunAsync("verify", new Uri(busy.Metrics["cart"], "/health/live").AbsoluteUri);

        Assert.Equal((1, 1), (silent.Exit, other.Exit));
        Assert.Contains("did not answer", silent.Error);
        Assert.Contains("does not say whose metrics these are", other.Error);
    }

    public void Dispose() => _checkout.Dispose();
}
