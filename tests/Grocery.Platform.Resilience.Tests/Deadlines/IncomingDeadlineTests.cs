using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

public sealed class IncomingDeadlineTests
{
    [Theory]
    [InlineData("X-Request-Timeout-Ms", "250", "250")]
    [InlineData("x-request-timeout-ms", "1", "1")]
    [InlineData("grpc-timeout", "250m", "250")]
    [InlineData("grpc-timeout", "99999999n", "100")]
    [InlineData("grpc-timeout", "150n", "0.0002")]
    [InlineData("grpc-timeout", "1500u", "1.5")]
    [InlineData("grpc-timeout", "2S", "2000")]
    [InlineData("grpc-timeout", "3M", "180000")]
    [InlineData("grpc-timeout", "1H", "3600000")]
    [InlineData("x-envoy-expected-rq-timeout-ms", "250", "250")]
    public async Task Each_header_begins_a_deadline(string header, string value, string milliseconds)
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync);

        var remaining = await service.GetTextAsync((header, value));

        Assert.Equal(milliseconds, remaining);
        Assert.Empty(service.Counted);
    }

    [Fact]
    public async Task A_request_without_a_header_has_no_deadline()
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync);

        Assert.Equal("none", await service.GetTextAsync());
    }

    [Fact]
    public async Task The_shortest_of_several_holds()
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync);

        var remaining = await service.GetTextAsync(
            ("X-Request-Timeout-Ms", "400"), ("X-Request-Timeout-Ms", "300"), ("grpc-timeout", "200m"), ("x-envoy-expected-rq-timeout-ms", "250"));

        Assert.Equal("200", remaining);
    }

    [Theory]
    [InlineData("X-Request-Timeout-Ms", "soon")]
    [InlineData("X-Request-Timeout-Ms", "1.5")]
    [InlineData("X-Request-Timeout-Ms", "")]
    [InlineData("X-Request-Timeout-Ms", "99999999999999999999")]
    [InlineData("grpc-timeout", "250")]
    [InlineData("grpc-timeout", "m")]
    [InlineData("grpc-timeout", "-1S")]
    [InlineData("grpc-timeout", "1s")]
    [InlineData("grpc-timeout", "123456789m")]
    [InlineData("x-envoy-expected-rq-timeout-ms", "0")]
    [InlineData("x-envoy-expected-rq-timeout-ms", "1s")]
    public async Task A_malformed_one_is_ignored_and_counted(string header, string value)
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync, ("Deadlines:Default", "00:00:05"));

        var remaining = await service.GetTextAsync((header, value));

        Assert.Equal("5000", remaining);
        Assert.Equal([$"malformed {header}"], service.Counted);
    }

    [Fact]
    public async Task A_longer_one_than_the_maximum_is_cut_to_it()
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync, ("Deadlines:Maximum", "00:00:02"));

        Assert.Equal("2000", await service.GetTextAsync(("X-Request-Timeout-Ms", "999999999999999")));
        Assert.Equal("2000", await service.GetTextAsync(("grpc-timeout", "99999999H")));
    }

    [Fact]
    public async Task The_name_of_the_header_is_an_option_and_follows_the_configuration()
    {
        await using var service = await DeadlineService.StartAsync(Work.TellRemainingAsync, ("Deadlines:Header", "X-Budget"));

        var first = await service.GetTextAsync(("X-Budget", "250"), ("X-Request-Timeout-Ms", "100"));
        service.Configuration["Platform:Resilience:Deadlines:Header"] = "X-Other";
        ((IConfigurationRoot)service.Configuration).Reload();
        var second = await service.GetTextAsync(("X-Budget", "250"), ("X-Other", "300"));

        Assert.Equal("250", first);
        Assert.Equal("300", second);
    }
}
