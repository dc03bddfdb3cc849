using Grocery.Platform.Analyzers.Blocking;
using Grocery.Platform.Analyzers.CodeFixes.Blocking;

namespace Grocery.Platform.Analyzers.Tests.Blocking;

public sealed class AwaitFixTests
{
    [Fact]
    public Task Everything_in_async_code_is_awaited_at_once() => Verify.FixesAsync<BlockingAnalyzer, AwaitFix>(
        """
        class Prices(HttpClient client)
        {
            public async Task<int> ReadAsync(ValueTask<string> name)
            {
                await Task.Yield();
                // the first
                {|GROCERY1001:client.GetStringAsync("/a").Wait()|};
                {|GROCERY1001:Task.WaitAll(client.GetStringAsync("/a"), client.GetStringAsync("/b"))|};
                var text = {|GROCERY1001:client.GetStringAsync({|GROCERY1001:name.Result|}).ConfigureAwait(false).GetAwaiter().GetResult()|};
                return {|GROCERY1001:client.GetStringAsync("/c").Result|}.Length + text.Length;
            }
        }
        """,
        """
        class Prices(HttpClient client)
        {
            public async Task<int> ReadAsync(ValueTask<string> name)
            {
                await Task.Yield();
                // the first
                await client.GetStringAsync("/a");
                await Task.WhenAll(client.GetStringAsync("/a"), client.GetStringAsync("/b"));
                var text = await client.GetStringAsync(await name).ConfigureAwait(false);
                return (await client.GetStringAsync("/c")).Length + text.Length;
            }
        }
        """);

    [Fact]
    public Task A_lambda_of_an_endpoint_becomes_async() => Verify.FixesAsync<BlockingAnalyzer, AwaitFix>(
        """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/a", (HttpClient client) => {|GROCERY1001:client.GetStringAsync("/a").Result|});
        app.MapGet("/b", (HttpClient client) =>
        {
            var a = {|GROCERY1001:client.GetStringAsync("/a").Result|};
            return a + {|GROCERY1001:client.GetStringAsync("/b").Result|};
        });
        app.Run();
        """,
        """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/a", async (HttpClient client) => await client.GetStringAsync("/a"));
        app.MapGet("/b", async (HttpClient client) =>
        {
            var a = await client.GetStringAsync("/a");
            return a + await client.GetStringAsync("/b");
        });
        app.Run();
        """);

    [Fact]
    public Task A_method_that_returns_a_task_becomes_async() => Verify.FixesAsync<BlockingAnalyzer, AwaitFix>(
        """
        class Work(HttpClient client) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop)
            {
                if (stop.IsCancellationRequested)
                    return Task.CompletedTask;
                if (client.BaseAddress is null)
                    return client.GetStringAsync("/b", stop);

                {|GROCERY1001:client.GetStringAsync("/a", stop).Wait()|};
                return Task.CompletedTask;
            }

            private Task<string> ReadAsync(bool all)
            {
                if (all)
                    return client.GetStringAsync("/all");

                return Task.FromResult({|GROCERY1001:client.GetStringAsync("/a").Result|});
            }
        }
        """,
        """
        class Work(HttpClient client) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                if (stop.IsCancellationRequested)
                    return;
                if (client.BaseAddress is null)
                {
                    await client.GetStringAsync("/b", stop);
                    return;
                }

                await client.GetStringAsync("/a", stop);
            }

            private async Task<string> ReadAsync(bool all)
            {
                if (all)
                    return await client.GetStringAsync("/all");

                return await client.GetStringAsync("/a");
            }
        }
        """);

    [Theory]
    [InlineData("class Shop(HttpClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public string Get() => {|GROCERY1001:client.GetStringAsync(\"/a\").Result|}; }")]
    [InlineData("class Prices { async Task ReadAsync(Task<int> a) { await Task.Yield(); lock (this) { {|GROCERY1001:a.Wait()|}; } } }")]
    [InlineData("class Prices { async Task ReadAsync(Task<int> a) { await Task.Yield(); {|GROCERY1001:a.Wait(10)|}; } }")]
    [InlineData("class Prices { async Task<int?> ReadAsync(HttpClient? client) { await Task.Yield(); return client?{|GROCERY1001:.GetStringAsync(\"/a\").Result|}.Length; } }")]
    public Task What_cannot_be_awaited_is_found_and_not_fixed(string source) => Verify.LeavesAsync<BlockingAnalyzer, AwaitFix>(source);
}
