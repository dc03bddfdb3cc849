using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Operation;

public sealed class ResilienceEndpointRefusalTests
{
    private const string Product = "http://product:8083";

    private static readonly Uri Path = new("/resilience", UriKind.Relative);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"client":"stock","destination":"http://product:8083"}""", "state must be \"isolated\" (reject all calls), \"closed\" (let all through), or null")]
    [InlineData("""{"client":"stock","destination":"http://product:8083","state":"open"}""", "state must be \"isolated\"")]
    [InlineData("""{"state":"isolated"}""", "Name a pipeline, or a destination such as \"http://product:8083\"")]
    [InlineData("""{"client":"stock","state":"isolated"}""", "Name a pipeline, or a destination")]
    [InlineData("""{"client":"stock","destination":"product:8083","state":"isolated"}""", "Name a pipeline, or a destination")]
    [InlineData("""{"pipeline":"orders","destination":"http://product:8083","state":"isolated"}""", "Name a pipeline, or a destination")]
    [InlineData("""{"destination":"http://product:8083","state":"isolated","ttl":"2.00:00:00"}""", "ttl must be a duration from 00:00:01 to 1.00:00:00")]
    [InlineData("""{"destination":"http://product:8083","state":"isolated","ttl":300}""", "ttl must be a string.")]
    [InlineData("""{"destination":"http://product:8083","stat":"isolated"}""", "known are client, destination, pipeline, state, ttl, by")]
    [InlineData("isolate", "The body is not JSON.")]
    public async Task What_cannot_be_understood_changes_nothing_and_says_what_is_allowed(string body, string reason)
    {
        await using var service = await OperatedService.StartAsync();
        await service.SendsAsync("stock", Product);

        var (status, answer) = await service.PutAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal([$"stock {Product} closed"], await service.StatesAsync());
    }

    [Theory]
    [InlineData("""{"destination":"http://nowhere","state":"isolated"}""")]
    [InlineData("""{"client":"nobody","destination":"http://product:8083","state":"isolated"}""")]
    [InlineData("""{"client":"quiet","destination":"http://product:8083","state":"isolated"}""")]
    [InlineData("""{"client":"team","destination":"http://product:8083","state":"isolated"}""")]
    [InlineData("""{"pipeline":"orders","state":"isolated"}""")]
    public async Task What_the_platform_does_not_protect_is_not_found(string body)
    {
        await using var service = await OperatedService.StartAsync(("Clients:quiet:Enabled", "false"));
        await service.SendsAsync("stock", Product);
        await service.SendsAsync("quiet", Product);
        await service.SendsAsync("team", Product);

        var (status, answer) = await service.PutAsync(body);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("GET lists them.", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal([$"stock {Product} closed"], await service.StatesAsync());
    }

    [Fact]
    public async Task The_port_of_the_service_neither_shows_nor_changes_anything()
    {
        await using var service = await OperatedService.StartAsync();
        await service.SendsAsync("stock", Product);

        using var shown = await service.Callers.GetAsync(Path, Token);
        using var body = new StringContent($$"""{"destination":"{{Product}}","state":"isolated"}""");
        using var changed = await service.Callers.PutAsync(Path, body, Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shown.StatusCode, changed.StatusCode));
        Assert.True(await service.SendsAsync("stock", Product));
    }

    [Theory]
    [InlineData("Production", HttpStatusCode.NotFound, HttpStatusCode.Forbidden)]
    [InlineData("Development", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Without_a_management_port_it_answers_the_same_machine_in_development_only(string environment, HttpStatusCode get, HttpStatusCode put)
    {
        await using var service = await OperatedService.StartAsync(null, environment);
        await service.SendsAsync("stock", Product);

        using var shown = await service.Operators.GetAsync(Path, Token);
        var (status, answer) = await service.PutAsync($$"""{"destination":"{{Product}}","state":"isolated"}""");

        Assert.Equal((get, put), (shown.StatusCode, status));
        Assert.Equal(put is HttpStatusCode.Forbidden, answer.TryGetProperty("detail", out var detail) && $"{detail}".Contains("Platform:Management:Port", StringComparison.Ordinal));
        Assert.Equal(put is HttpStatusCode.Forbidden, await service.SendsAsync("stock", Product));
    }

    [Fact]
    public async Task Switched_off_the_package_has_no_such_endpoint()
    {
        await using var service = await OperatedService.StartAsync(("Enabled", "false"));

        using var answer = await service.Operators.GetAsync(Path, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull(service.Services.GetRequiredService<IPlatformPipelines>().Get("orders"));
    }
}
