using System.Diagnostics;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Tests.Redaction;

public sealed class SpanRedactionTests
{
    private static readonly ActivitySource Source = new("Grocery.Redaction.Tests");

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Nothing_secret_is_exported_with_a_span(string ratio)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/", Work),
            builder => builder.Services.AddSecretValues().Add("hunter2"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("Platform:Observability:Sampling:Ratio", ratio));

        await service.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => collector.Spans.Any(span => span.Scope == Source.Name), "the span comes");
        var span = collector.Spans.Single(span => span.Scope == Source.Name);
        Assert.Equal("work with ***", span.Name);
        Assert.Equal("Host=db;Password=***", span.Attributes["db.connection"]);
        Assert.Equal("***", span.Attributes["http.request.header.cookie"]);
        Assert.Equal("plain", span.Attributes["kind"]);
    }

    [Fact]
    public async Task Status_and_events_are_redacted_for_every_processor_of_the_service()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/", Work));

        await service.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        var span = service.Spans.All.Single(activity => activity.Source.Name == Source.Name);
        var tags = Assert.Single(span.Events).Tags.ToDictionary();
        Assert.Equal("paid by ***", span.StatusDescription);
        Assert.Equal("card ***", tags["note"]);
        Assert.Equal(7, tags["count"]);
    }

    [Fact]
    public void Values_of_any_type_and_equal_keys_and_event_names_are_redacted()
    {
        using var span = new Activity("work");
        span.AddTag("uri", new Uri("redis://:hunter2@cache/0")).AddTag("card", 4111111111111111).AddTag("small", 4111L);
        span.AddTag("twice", "Pwd=one").AddTag("twice", "Pwd=two").AddTag("list", new object[] { "Pwd=x", 7 }).AddTag("numbers", new[] { 1, 2 });
        span.AddEvent(new ActivityEvent("paid by 4111111111111111"));

        new SpanRedactor(RedactorTests.Create()).Redact(span);

        Assert.Equal(
            ["redis://:***@cache/0", "***", 4111L, "Pwd=***", "Pwd=***", new[] { "Pwd=***", "7" }, new[] { 1, 2 }],
            span.TagObjects.Select(tag => tag.Value).ToArray());
        Assert.Equal("paid by ***", Assert.Single(span.Events).Name);
    }

    [Fact]
    public void A_text_that_was_clean_is_masked_once_it_is_known_to_be_secret()
    {
        const string Text = "Tr0ub4dor&3";
        var secrets = new SecretValues();
        var redactor = new SpanRedactor(new Redactor(secrets, Options.Create(new RedactionOptions())));

        Assert.Equal(Text, Redacted());
        Assert.Equal(Text, Redacted());
        secrets.Add(Text);
        Assert.Equal("***", Redacted());

        object? Redacted()
        {
            using var span = new Activity("work");
            span.AddTag("note", Text);
            redactor.Redact(span);
            return Assert.Single(span.TagObjects).Value;
        }
    }

    [Fact]
    public void More_names_than_are_remembered_are_redacted_all_the_same()
    {
        var redactor = new SpanRedactor(RedactorTests.Create());
        for (var i = 0; i < 3000; i++)
        {
            using var span = new Activity("work");
            span.AddTag($"name{i}", "Pwd=one").AddTag($"password{i}", "two");
            redactor.Redact(span);

            Assert.Equal(["Pwd=***", "***"], span.TagObjects.Select(tag => tag.Value).ToArray());
        }
    }

    private static string Work()
    {
        using var span = Source.StartActivity("work with hunter2");
        span?.SetTag("db.connection", "Host=db;Password=x1").SetTag("http.request.header.cookie", "session=1").SetTag("kind", "plain");
        span?.SetStatus(ActivityStatusCode.Error, "paid by 4111 1111 1111 1111");
        span?.AddEvent(new ActivityEvent("paid", tags: new ActivityTagsCollection { ["note"] = "card 4111111111111111", ["count"] = 7 }));
        throw new InvalidOperationException();
    }
}
