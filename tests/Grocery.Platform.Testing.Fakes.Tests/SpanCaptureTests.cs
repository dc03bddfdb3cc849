using System.Diagnostics;
using Microsoft.AspNetCore.TestHost;

namespace Grocery.Platform.Testing.Fakes.Tests;

public sealed class SpanCaptureTests
{
    [Fact]
    public async Task A_test_finds_the_spans_of_its_requests()
    {
        // snippet: spans
        var spans = new SpanCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(spans.AddTo));
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 13, market: "eu");

        var span = spans.Expect(span => span.DisplayName == "place order");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("eu", span.GetTagItem("shop.market"));

        // That of the request ends after its answer.
        var request = await spans.ExpectSoonAsync(span => span.Kind == ActivityKind.Server, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(409, request.GetTagItem("http.response.status_code"));

        // end
        Assert.Equal(request.TraceId, span.TraceId);
        Assert.Equal("POST /orders/{order:int}", request.DisplayName);
    }

    [Fact]
    public async Task Services_that_share_a_process_do_not_see_the_spans_of_each_other()
    {
        var (spans, others) = (new SpanCapture(), new SpanCapture());
        await using var shop = Shop.With(web => web.ConfigureTestServices(spans.AddTo));
        await using var other = Shop.With(web => web.ConfigureTestServices(others.AddTo));
        using var client = shop.CreateClient();
        using var clientOfOther = other.CreateClient();

        await client.PlaceAsync(order: 1, market: "eu");
        await clientOfOther.PlaceAsync(order: 2, market: "us");
        await spans.ExpectSoonAsync(span => span.Kind == ActivityKind.Server, cancellationToken: TestContext.Current.CancellationToken);
        await others.ExpectSoonAsync(span => span.Kind == ActivityKind.Server, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["eu"], spans.Spans.Select(span => span.GetTagItem("shop.market")).OfType<string>());
        Assert.Equal(["us"], others.Spans.Select(span => span.GetTagItem("shop.market")).OfType<string>());
    }

    [Fact]
    public async Task A_span_outside_of_requests_is_kept_when_its_source_was_named()
    {
        using var source = new ActivitySource("Grocery.Outbox");
        var (spans, named) = (new SpanCapture(), new SpanCapture("Grocery.Outbox"));
        await using var shop = Shop.With(web => web.ConfigureTestServices(services =>
        {
            spans.AddTo(services);
            named.AddTo(services);
        }));
        shop.StartServer();

        source.StartActivity("send")?.Dispose();

        Assert.Equal("send", named.Expect(span => span.Source.Name == "Grocery.Outbox").DisplayName);
        spans.ExpectNone(span => span.Source.Name == "Grocery.Outbox");
    }

    [Fact]
    public async Task A_request_that_the_platform_refuses_has_its_span_too()
    {
        var spans = new SpanCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(spans.AddTo));
        using var client = shop.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/limit");
        request.Headers.Add("X-Request-Timeout-Ms", "0");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(504, (int)response.StatusCode);
        await spans.ExpectSoonAsync(
            span => Equals(span.GetTagItem("http.response.status_code"), 504), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_secret_in_a_span_is_redacted_as_the_exporter_gets_it()
    {
        const string Secret = "hunter2-hunter2";
        await using var store = await FakeParameterStore.StartAsync();
        store.PutSecure("/grocery/test/shop/Market", Secret);
        var spans = new SpanCapture();
        await using var shop = Shop.With(web =>
        {
            foreach (var (key, value) in store.SettingsFor("shop", "test"))
                web.UseSetting(key, value);

            web.ConfigureTestServices(spans.AddTo);
        });
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 7, market: Secret);

        Assert.Equal("***", spans.Expect(span => span.DisplayName == "place order").GetTagItem("shop.market"));
    }

    [Fact]
    public async Task A_failure_says_what_was_looked_for_and_which_spans_ended()
    {
        var spans = new SpanCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(spans.AddTo));
        using var client = shop.CreateClient();
        await client.PlaceAsync(order: 7);

        var message = Assert.Throws<CaptureException>(() => spans.Expect(span => span.DisplayName == "ship order")).Message;

        Assert.StartsWith("SpanCapture: no span matches `span => span.DisplayName == \"ship order\"`.\nSeen, ", message, StringComparison.Ordinal);
        Assert.Contains("\n  Internal Grocery.Shop: place order Unset {shop.market=eu}", message, StringComparison.Ordinal);
        Assert.Throws<CaptureException>(() => spans.ExpectNone(span => span.DisplayName == "place order"));
        spans.Clear();
        spans.ExpectNone(span => span.DisplayName == "place order");
    }
}
