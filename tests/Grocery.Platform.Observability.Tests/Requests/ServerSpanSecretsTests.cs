using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Observability.Tests.Requests;

public sealed class ServerSpanSecretsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_in_an_exception_is_redacted()
    {
        var span = await SpanOfAsync("/broken");

        var error = Assert.Single(span.Events);
        Assert.DoesNotContain("hunter2!", string.Join(' ', error.Tags.Select(tag => tag.Value)), StringComparison.Ordinal);
        Assert.Contains(error.Tags, tag => tag is { Key: "exception.message", Value: "Password=***" });
    }

    [Theory]
    [InlineData("/by/hunter2!?key=hunter2!", "/by/***", "key=***")]
    [InlineData("/a?Signature=x&b=1&AWSAccessKeyId=y", "/a", "Signature=REDACTED&b=1&AWSAccessKeyId=REDACTED")]
    [InlineData("/a?x-goog-signature=x&X-Amz-Security-Token=y", "/a", "x-goog-signature=REDACTED&X-Amz-Security-Token=REDACTED")]
    [InlineData("/a?s%69g=x", "/a", "s%69g=REDACTED")]
    [InlineData("/a?design=1&sig", "/a", "design=1&sig")]
    [InlineData("/a?", "/a", null)]
    [InlineData("/a?a=b?c", "/a", "a=b?c")]
    public async Task What_is_secret_in_an_address_is_redacted(string address, string path, string? query)
    {
        var span = await SpanOfAsync(address);

        Assert.Equal(path, span.GetTagItem("url.path"));
        Assert.Equal(query, span.GetTagItem("url.query"));
    }

    private static async Task<System.Diagnostics.Activity> SpanOfAsync(string address)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/broken", string () => throw new InvalidOperationException("Password=hunter2!")),
            builder => builder.Services.AddSecretValues().Add("hunter2!"));

        // As written: HttpClient would mend the address.
        await service.Client.GetAsync(new Uri(service.Client.BaseAddress + address[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), Stop);

        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        return Assert.Single(service.Spans.Servers);
    }
}
