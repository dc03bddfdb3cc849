using Grocery.Platform.Analyzers.Blocking;

namespace Grocery.Platform.Analyzers.Tests.Blocking;

public sealed class TaskWaitTests
{
    [Theory]
    [InlineData("app.MapGet(\"/\", (HttpClient client) => {|GROCERY1001:client.GetStringAsync(\"/a\").Result|});")]
    [InlineData("app.MapPost(\"/\", (HttpClient client) => { {|GROCERY1001:client.GetStringAsync(\"/a\").Wait()|}; });")]
    [InlineData("app.MapGet(\"/\", (HttpClient client) => {|GROCERY1001:client.GetStringAsync(\"/a\").GetAwaiter().GetResult()|});")]
    [InlineData("app.MapGet(\"/\", (HttpClient client) => {|GROCERY1001:client.GetStringAsync(\"/a\").ConfigureAwait(false).GetAwaiter().GetResult()|});")]
    [InlineData("app.MapGet(\"/\", (HttpClient client) => { {|GROCERY1001:Task.WaitAll(client.GetStringAsync(\"/a\"), client.GetStringAsync(\"/b\"))|}; });")]
    [InlineData("app.MapGet(\"/\", (HttpClient client) => new[] { 1 }.Select(_ => {|GROCERY1001:client.GetStringAsync(\"/a\").Result|}));")]
    [InlineData("app.MapGroup(\"/g\").MapDelete(\"/\", (HttpClient client) => {|GROCERY1001:client.GetStringAsync(\"/a\").Wait(1000)|});")]
    [InlineData("app.Use((context, next) => { {|GROCERY1001:next(context).Wait()|}; return Task.CompletedTask; });")]
    [InlineData("app.Run(context => { {|GROCERY1001:context.Response.WriteAsync(\"a\").Wait()|}; return Task.CompletedTask; });")]
    [InlineData("app.MapGet(\"/\", Answer); static IResult Answer(HttpClient client) => Results.Ok({|GROCERY1001:client.GetStringAsync(\"/a\").Result|});")]
    [InlineData("app.MapGet(\"/\", () => \"\").AddEndpointFilter((context, next) => ValueTask.FromResult({|GROCERY1001:next(context).AsTask().Result|}));")]
    public Task A_request_that_waits_is_found(string statement) => Verify.FindsAsync<BlockingAnalyzer>($$"""
        var app = WebApplication.CreateBuilder(args).Build();
        {{statement}}
        app.Run();
        """);

    [Theory]
    [InlineData("class Gate : IMiddleware { public Task InvokeAsync(HttpContext context, RequestDelegate next) { {|GROCERY1001:next(context).Wait()|}; return Task.CompletedTask; } }")]
    [InlineData("class Gate(RequestDelegate next) { public Task InvokeAsync(HttpContext context) { {|GROCERY1001:next(context).Wait()|}; return Task.CompletedTask; } }")]
    [InlineData("class Shop : Microsoft.AspNetCore.Mvc.ControllerBase { public string Get(HttpClient client) => {|GROCERY1001:client.GetStringAsync(\"/a\").Result|}; }")]
    [InlineData("class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken stop) { {|GROCERY1001:Task.Delay(1, stop).Wait(stop)|}; return Task.CompletedTask; } }")]
    [InlineData("class Work : IHostedService { public Task StartAsync(CancellationToken stop) { {|GROCERY1001:Task.Delay(1, stop).Wait()|}; return Task.CompletedTask; } public Task StopAsync(CancellationToken stop) => Task.CompletedTask; }")]
    [InlineData("class Hop : DelegatingHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop) => Task.FromResult({|GROCERY1001:base.SendAsync(request, stop).Result|}); }")]
    [InlineData("class Prices { public async Task<int> ReadAsync(ValueTask<int> one) => await Task.FromResult(1) + {|GROCERY1001:one.Result|}; }")]
    [InlineData("class Prices { private readonly Task<int> _one = Task.Run(() => 1); public async Task<int> ReadAsync() { await Task.Yield(); return {|GROCERY1001:_one.Result|}; } }")]
    [InlineData("static class Answers { public static void Write(HttpContext context) => {|GROCERY1001:context.Response.WriteAsync(\"a\").Wait()|}; }")]
    public Task A_type_that_the_framework_calls_is_known(string type) => Verify.FindsAsync<BlockingAnalyzer>(type);

    [Theory]
    [InlineData("async Task<int> Both(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); return a.Result + b.Result; }")]
    [InlineData("async Task<int> All(List<Task<int>> all) { await Task.WhenAll(all); return all.Sum(one => one.Result) + all[0].Result; }")]
    [InlineData("async Task<int> First(Task<int> a, Task<int> b) { var first = await Task.WhenAny(a, b); return first.Result; }")]
    [InlineData("async Task<int> First(Task<int> a, Task<int> b) => (await Task.WhenAny(a, b)).Result;")]
    [InlineData("async Task<int> Fast(ValueTask<int> a) { if (a.IsCompletedSuccessfully) return a.Result; return await a; }")]
    [InlineData("async Task<int> Awaited(Task<int> a) { await a.ConfigureAwait(false); return a.Result; }")]
    [InlineData("async Task<int> Then(Task<int> a) => await a.ContinueWith(ended => ended.Result + 1);")]
    [InlineData("async Task<int> Known() { await Task.Yield(); return Task.FromResult(1).Result; }")]
    [InlineData("async Task<string> Named(Task<int> a) { await Task.Yield(); return nameof(a.Result); }")]
    [InlineData("async Task<int> Other(HasResult a) { await Task.Yield(); a.Wait(); return a.Result; }")]
    [InlineData("async Task Lazily(IServiceCollection services) { await Task.Yield(); services.AddSingleton(_ => Task.Run(() => \"\").Result); }")]
    public Task A_task_that_is_over_or_unknown_is_not(string method) => Verify.FindsAsync<BlockingAnalyzer>($$"""
        class HasResult
        {
            public int Result => 1;
            public void Wait() { }
        }

        class Prices
        {
            {{method}}
        }
        """);

    [Theory]
    [InlineData("class Prices { public Prices() => Task.Run(() => 1).Wait(); }")]
    [InlineData("class Prices { public int Read() => Task.Run(() => 1).Result; }")]
    [InlineData("class Prices { public int One => Task.Run(() => 1).Result; }")]
    [InlineData("class Prices : IDisposable { public void Dispose() => Task.Run(() => 1).Wait(); }")]
    [InlineData("class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken stop) => Task.CompletedTask; public override void Dispose() { Task.Run(() => 1).Wait(); base.Dispose(); } }")]
    [InlineData("class Hop : DelegatingHandler { protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken stop) => base.SendAsync(request, stop).Result; }")]
    [InlineData("static class Program { static void Main() => Task.Run(() => 1).Wait(); }")]
    [InlineData("static class Program { static async Task Main() { await Task.Yield(); Task.Run(() => 1).Wait(); } } // static void Main")]
    public Task Code_that_cannot_await_is_left_alone(string type) => Verify.FindsAsync<BlockingAnalyzer>(type);

    [Fact]
    public Task The_entry_point_may_wait_before_and_after_the_service_runs() => Verify.FindsAsync<BlockingAnalyzer>("""
        var builder = WebApplication.CreateBuilder(args);
        Task.Run(() => 1).Wait();
        builder.Services.AddSingleton(_ => Task.Run(() => "").Result);
        var app = builder.Build();
        app.StartAsync().GetAwaiter().GetResult();
        await app.WaitForShutdownAsync();
        var one = Task.Run(() => 1).Result;
        """);

    [Fact]
    public Task A_test_project_is_left_alone() => Verify.FindsAsync<BlockingAnalyzer>("""
        namespace Xunit
        {
            public class FactAttribute : Attribute;
        }

        class PricesTests
        {
            [Xunit.Fact]
            public async Task Reads()
            {
                await Task.Yield();
                Task.Run(() => 1).Wait();
            }
        }
        """);

    [Fact]
    public Task Generated_code_is_left_alone() => Verify.FindsAsync<BlockingAnalyzer>("class Empty;", ("Client.g.cs", """
        // <auto-generated/>
        class Client
        {
            async Task<int> ReadAsync()
            {
                await Task.Yield();
                return Task.Run(() => 1).Result;
            }
        }
        """));
}
