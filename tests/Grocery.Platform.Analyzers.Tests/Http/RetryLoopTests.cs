using Grocery.Platform.Analyzers.Http;

namespace Grocery.Platform.Analyzers.Tests.Http;

public sealed class RetryLoopTests
{
    [Theory]
    [InlineData("""
        {|GROCERY1003:for|} (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.GetStringAsync("/a");
            }
            catch (HttpRequestException) when (attempt < 3)
            {
                await Task.Delay(100);
            }
        }
        """)]
    [InlineData("""
        {|GROCERY1003:while|} (true)
        {
            try
            {
                using var response = await client.PostAsJsonAsync("/a", 1);
                if (response.IsSuccessStatusCode)
                    break;
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
            }

            Thread.Sleep(100);
        }
        return "";
        """)]
    [InlineData("""
        var done = false;
        {|GROCERY1003:do|}
        {
            try
            {
                await client.SendAsync(new HttpRequestMessage());
                done = true;
            }
            catch
            {
                await Task.Delay(100);
                continue;
            }
        }
        while (!done);
        return "";
        """)]
    [InlineData("""
        var left = 3;
        {|GROCERY1003:while|} (true)
        {
            try
            {
                using (var response = await client.GetAsync("/a"))
                {
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
            }
            catch (HttpRequestException)
            {
                if (--left == 0)
                    throw;
                await Task.Delay(100);
            }
        }
        """)]
    public Task A_loop_that_calls_until_it_succeeds_is_found(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("""
        while (true)
        {
            try
            {
                Console.WriteLine(await client.GetStringAsync("/state"));
            }
            catch (HttpRequestException error)
            {
                Console.WriteLine(error);
            }

            await Task.Delay(1000);
        }
        """)]
    [InlineData("""
        while (true)
        {
            try
            {
                var state = await client.GetStringAsync("/state");
                if (state == "done")
                    return state;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(1000);
        }
        """)]
    [InlineData("""
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await File.ReadAllTextAsync("a");
            }
            catch (IOException) when (attempt < 3)
            {
                await Task.Delay(100);
            }
        }
        """)]
    [InlineData("""
        while (true)
        {
            try
            {
                return await client.GetStringAsync("/a");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
                throw;
            }
        }
        """)]
    [InlineData("""
        foreach (var mirror in new[] { "/a", "/b" })
        {
            try
            {
                return await client.GetStringAsync(mirror);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
        return "";
        """)]
    [InlineData("""
        while (true)
        {
            Func<Task<string>> later = async () =>
            {
                try
                {
                    return await client.GetStringAsync("/a");
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100);
                }

                return "";
            };
            return await later();
        }
        """)]
    public Task A_loop_that_polls_or_repeats_something_else_is_not(string body) => VerifyAsync(body);

    [Fact]
    public Task A_handler_that_retries_is_found() => Verify.FindsAsync<RetryLoopAnalyzer>("""
        class Again : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
            {
                {|GROCERY1003:while|} (true)
                {
                    try
                    {
                        return await base.SendAsync(request, stop);
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(100, stop);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_tool_without_the_outgoing_pipeline_is_left_alone() => Verify.FindsNothingInAToolAsync<RetryLoopAnalyzer>("""
        class Prices(HttpClient client)
        {
            public async Task<string> ReadAsync()
            {
                while (true)
                {
                    try
                    {
                        return await client.GetStringAsync("/a");
                    }
                    catch (HttpRequestException)
                    {
                        await Task.Delay(100);
                    }
                }
            }
        }
        """);

    private static Task VerifyAsync(string body) => Verify.FindsAsync<RetryLoopAnalyzer>($$"""
        class Prices(HttpClient client)
        {
            public async Task<string> ReadAsync()
            {
                {{body}}
            }
        }
        """);
}
