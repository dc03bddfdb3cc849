using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace Grocery.Platform.Resilience.Tests.Operation;

public sealed class ResilienceEndpointTests
{
    private const string Product = "http://product:8083";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_each_destination_and_pipeline_with_its_breaker_and_bounds()
    {
        await using var service = await OperatedService.StartAsync(("Clients:stock:ConcurrencyLimit", "7"), ("Clients:prices:BreakerEnabled", "false"));
        await Pipeline(service).ExecuteAsync(_ => ValueTask.CompletedTask, Token);
        await service.SendsAsync("prices", $"{Product}/prices?key=secret");
        service.Answer = HttpStatusCode.BadGateway;
        await service.SendsAsync("stock", $"{Product}/items/1");
        await service.SendsAsync("stock", $"{Product}/items/2");
        service.Time.Advance(TimeSpan.FromSeconds(1));

        var shown = await service.GetAsync();

        Assert.Equal(
            """
            {"destinations":[
            {"client":"prices","destination":"http://product:8083","breaker":{"state":"disabled","attempts":0,"failed":0,"slow":0},"active":0,"limit":1000,"retry_budget":10},
            {"client":"stock","destination":"http://product:8083","breaker":{"state":"open","seconds_left":4,"attempts":2,"failed":2,"slow":0},"active":0,"limit":7,"retry_budget":10}],
            "pipelines":[
            {"pipeline":"orders","breaker":{"state":"closed","attempts":1,"failed":0,"slow":0},"active":0,"limit":1000,"retry_budget":10}]}
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(shown));
    }

    [Fact]
    public async Task An_isolated_destination_is_rejected_at_once_until_its_time_is_over()
    {
        await using var service = await OperatedService.StartAsync();
        await service.SendsAsync("stock", Product);

        var (status, answer) = await service.PutAsync($$"""{"client":"stock","destination":"{{Product}}","state":"isolated","ttl":"00:05:00","by":"ann"}""");
        var sendsIsolated = await service.SendsAsync("stock", Product);
        var otherSends = await service.SendsAsync("prices", Product);
        service.Time.Advance(TimeSpan.FromMinutes(5));
        var after = await service.StatesAsync();

        Assert.Equal((HttpStatusCode.OK, false, true), (status, sendsIsolated, otherSends));
        Assert.Equal(300, answer.GetProperty("destinations")[0].GetProperty("breaker").GetProperty("seconds_left").GetDouble());
        Assert.Equal([$"prices {Product} closed", $"stock {Product} closed"], after);
        Assert.True(await service.SendsAsync("stock", Product));
        Assert.Equal([$"Breaker of client stock for {Product} set from closed to isolated for 00:05:00 by ann at 127.0.0.1"], service.Lines(3006));
        Assert.Equal([$"Breaker of client stock closed for {Product}: calls go through again"], service.Lines(3002));
    }

    [Fact]
    public async Task One_that_is_held_closed_stays_so_whatever_fails_and_judges_anew_afterwards()
    {
        await using var service = await OperatedService.StartAsync();
        service.Answer = HttpStatusCode.BadGateway;
        await service.SendsAsync("stock", Product);

        await service.PutAsync($$"""{"client":"stock","destination":"{{Product}}","state":"closed"}""");
        for (var call = 0; call < 10; call++)
            Assert.True(await service.SendsAsync("stock", Product));
        var during = await service.StatesAsync();
        service.Time.Advance(TimeSpan.FromMinutes(10));
        var sendsTwice = await service.SendsAsync("stock", Product) && await service.SendsAsync("stock", Product);

        Assert.Equal([$"stock {Product} held_closed"], during);
        Assert.True(sendsTwice);
        Assert.False(await service.SendsAsync("stock", Product));
    }

    [Fact]
    public async Task Null_ends_what_an_operator_said_and_closes_an_open_breaker()
    {
        await using var service = await OperatedService.StartAsync();
        await service.SendsAsync("stock", Product);
        await service.PutAsync($$"""{"destination":"{{Product}}","state":"isolated"}""");

        await service.PutAsync($$"""{"client":"stock","destination":"{{Product}}","state":null,"by":"bob"}""");
        service.Answer = HttpStatusCode.BadGateway;
        var sends = await service.SendsAsync("stock", Product) && await service.SendsAsync("stock", Product);
        var sendsWhenOpen = await service.SendsAsync("stock", Product);
        await service.PutAsync($$"""{"client":"stock","destination":"{{Product}}","state":null}""");

        Assert.Equal((true, false, true), (sends, sendsWhenOpen, await service.SendsAsync("stock", Product)));
        Assert.Equal($"Breaker of client stock for {Product} no longer set to isolated, by bob at 127.0.0.1", service.Lines(3007)[0]);
        Assert.Equal(2, service.Lines(3007).Count);
    }

    [Fact]
    public async Task Without_a_client_all_clients_that_know_the_destination_are_meant()
    {
        await using var service = await OperatedService.StartAsync();
        await service.SendsAsync("prices", Product);
        await service.SendsAsync("stock", Product);
        await service.SendsAsync("stock", "http://depot:80");

        await service.PutAsync($$"""{"destination":"{{Product}}/items?id=1","state":"isolated"}""");

        Assert.Equal([$"prices {Product} isolated", "stock http://depot:80 closed", $"stock {Product} isolated"], await service.StatesAsync());
        Assert.Equal(2, service.Lines(3006).Count);
    }

    [Fact]
    public async Task A_destination_can_be_isolated_before_its_client_has_called_it_and_where_the_breaker_is_off()
    {
        await using var service = await OperatedService.StartAsync(("Clients:stock:BreakerEnabled", "false"));
        await service.SendsAsync("stock", "http://depot:80");

        var (status, _) = await service.PutAsync($$"""{"client":"stock","destination":"{{Product}}","state":"isolated"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(await service.SendsAsync("stock", Product));
        Assert.Equal(["stock http://depot:80 disabled", $"stock {Product} isolated"], await service.StatesAsync());
    }

    [Fact]
    public async Task A_pipeline_is_isolated_by_its_name()
    {
        await using var service = await OperatedService.StartAsync();
        var pipeline = Pipeline(service);

        await service.PutAsync("""{"pipeline":"orders","state":"isolated","by":"ann"}""");
        var rejection = await Record.ExceptionAsync(() => pipeline.ExecuteAsync(_ => ValueTask.CompletedTask, Token).AsTask());
        var during = await service.PipelineStateAsync("orders");
        await service.PutAsync("""{"pipeline":"orders","state":null}""");
        await pipeline.ExecuteAsync(_ => ValueTask.CompletedTask, Token);

        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<Polly.CircuitBreaker.BrokenCircuitException>(rejection).RetryAfter);
        Assert.Equal("isolated", during);
        Assert.Equal(["Breaker of client orders for orders set from closed to isolated for 00:10:00 by ann at 127.0.0.1"], service.Lines(3006));
    }

    [Fact]
    public async Task An_isolated_destination_is_not_forgotten_for_others()
    {
        await using var service = await OperatedService.StartAsync();
        await service.SendsAsync("stock", Product);
        await service.PutAsync($$"""{"client":"stock","destination":"{{Product}}","state":"isolated"}""");

        for (var i = 0; i < 1_100; i++)
            await service.SendsAsync("stock", string.Create(CultureInfo.InvariantCulture, $"http://host-{i}/"));

        Assert.False(await service.SendsAsync("stock", Product));
        Assert.InRange((await service.StatesAsync()).Count, 900, 1_000);
    }

    private static ResiliencePipeline Pipeline(OperatedService service) => service.Services.GetRequiredService<IPlatformPipelines>().Get("orders");
}
