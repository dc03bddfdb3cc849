using Grocery.Platform.Analyzers.Cancellation;
using Grocery.Platform.Analyzers.CodeFixes.Cancellation;

namespace Grocery.Platform.Analyzers.Tests.Cancellation;

public sealed class CancellationTests
{
    private const string Store = """
        class Store
        {
            public Task<int> ReadAsync(int id, CancellationToken cancellationToken = default) => Task.FromResult(id);
            public Task<int> FindAsync(string name, int limit = 10, CancellationToken cancellationToken = default) => Task.FromResult(limit);
            public ValueTask SaveAsync(int id) => default;
            public ValueTask SaveAsync(int id, CancellationToken stop) => default;
            public Task<T> LoadAsync<T>(T one) => Task.FromResult(one);
            public Task<T> LoadAsync<T>(T one, CancellationToken stop) => Task.FromResult(one);
            public Task ForgetAsync(int id) => Task.CompletedTask;
            [Obsolete] public Task ForgetAsync(int id, CancellationToken stop) => Task.CompletedTask;
        }
        """;

    [Fact]
    public Task The_token_or_the_end_of_the_request_is_passed_on() => Verify.FixesAsync<CancellationAnalyzer, TokenFix>(
        Endpoints("""
            app.MapGet("/a", async (Store store, CancellationToken stop, int id) => await {|GROCERY1007:store.ReadAsync(id)|});
            app.MapGet("/b", (Store store, CancellationToken stop) => {|GROCERY1007:store.FindAsync("a")|});
            app.MapGet("/c", async (Store store, HttpContext context) => await {|GROCERY1007:store.SaveAsync(await {|GROCERY1007:store.ReadAsync(1)|})|}.ConfigureAwait(false));
            app.MapGet("/d", async (Store store, CancellationToken stop) => await {|GROCERY1007:store.LoadAsync("a")|});
            app.MapGet("/e", async (Store store, CancellationToken stop) => await {|GROCERY1007:store.FindAsync(name: "a", limit: 2)|});
            """),
        Endpoints("""
            app.MapGet("/a", async (Store store, CancellationToken stop, int id) => await store.ReadAsync(id, stop));
            app.MapGet("/b", (Store store, CancellationToken stop) => store.FindAsync("a", cancellationToken: stop));
            app.MapGet("/c", async (Store store, HttpContext context) => await store.SaveAsync(await store.ReadAsync(1, context.RequestAborted), context.RequestAborted).ConfigureAwait(false));
            app.MapGet("/d", async (Store store, CancellationToken stop) => await store.LoadAsync("a", stop));
            app.MapGet("/e", async (Store store, CancellationToken stop) => await store.FindAsync(name: "a", limit: 2, cancellationToken: stop));
            """));

    [Theory]
    [InlineData("class Check(Store store) : IHealthCheck { public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken stop) { await {|GROCERY1007:store.ReadAsync(1)|}; return default; } }")]
    [InlineData("class Work(Store store) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stop) { while (true) { await {|GROCERY1007:Task.Delay(1000)|}; await {|GROCERY1007:store.SaveAsync(1)|}; } } }")]
    [InlineData("class Gate(RequestDelegate next, Store store) { public async Task InvokeAsync(HttpContext context) { await {|GROCERY1007:store.SaveAsync(1)|}; await next(context); } }")]
    [InlineData("class Shop(Store store) : Microsoft.AspNetCore.Mvc.ControllerBase { public async Task<int> Get(CancellationToken stop) => await {|GROCERY1007:store.ReadAsync(1)|}; }")]
    [InlineData("static class Answers { public static async Task<IResult> Read(CancellationToken stop, Store store) => Results.Ok(await {|GROCERY1007:store.ReadAsync(1)|}); }")]
    public Task What_the_framework_calls_with_a_token_passes_it(string type) => Verify.FindsAsync<CancellationAnalyzer>(Store + type);

    [Theory]
    [InlineData("await store.ReadAsync(1, stop);")]
    [InlineData("await store.ReadAsync(1, CancellationToken.None);")]
    [InlineData("await store.ReadAsync(1, default);")]
    [InlineData("using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop); await store.ReadAsync(1, soon.Token);")]
    [InlineData("await store.ForgetAsync(1);")]
    [InlineData("_ = store.ReadAsync(1);")]
    [InlineData("await Task.Run(() => store.ReadAsync(1));")]
    [InlineData("try { await store.ReadAsync(1, stop); } catch (Exception) { await store.SaveAsync(1); } finally { await store.SaveAsync(1); }")]
    [InlineData("await context.Response.WriteAsync(\"a\"); await context.Request.ReadFromJsonAsync<int>();")]
    [InlineData("await context.Response.Body.WriteAsync(new byte[1]); await context.Request.Body.CopyToAsync(Stream.Null);")]
    [InlineData("Func<Task> later = async () => await store.ReadAsync(1); await later();")]
    [InlineData("lifetime.ApplicationStopping.Register(async () => await store.ReadAsync(1));")]
    [InlineData("await Keep(); async Task Keep() => await store.ReadAsync(1);")]
    public Task What_has_one_or_must_not_have_one_is_left_alone(string statements) => Verify.FindsAsync<CancellationAnalyzer>(Endpoints($$"""
        var lifetime = app.Lifetime;
        app.MapGet("/", async (Store store, HttpContext context, CancellationToken stop) =>
        {
            {{statements}}
        });
        """));

    [Theory]
    [InlineData("class Prices(Store store) { public async Task<int> ReadAsync(CancellationToken stop) => await store.ReadAsync(1); }")]
    [InlineData("class Shop(Store store) { public async Task<IResult> ReadAsync() => Results.Ok(await store.ReadAsync(1)); }")]
    [InlineData("class Gate(Store store) { public async Task InvokeAsync(HttpContext _) => await store.ReadAsync(1); }")]
    [InlineData("class Shop(Store store) { public async Task<IResult> ReadAsync(CancellationToken one, CancellationToken two) => Results.Ok(await store.ReadAsync(1)); }")]
    [InlineData("class Work(Store store) : BackgroundService { protected override Task ExecuteAsync(CancellationToken stop) => Task.CompletedTask; private async Task OnceAsync() => await store.ReadAsync(1); }")]
    public Task Without_one_token_at_hand_or_outside_of_handlers_it_is_not_for_this_rule(string type) => Verify.FindsAsync<CancellationAnalyzer>(Store + type);

    private static string Endpoints(string statements) => $$"""
        var app = WebApplication.CreateBuilder(args).Build();
        {{statements}}
        app.Run();

        {{Store}}
        """;
}
