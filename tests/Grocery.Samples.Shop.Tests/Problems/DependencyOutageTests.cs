using System.Net;
using Grocery.Platform.TestSupport;
using Grocery.Samples.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Tests.Problems;

public sealed class DependencyOutageTests
{
    public static TheoryData<string> Outages => ["closed", "lost", "fails", "hangs", "stalls", "limited"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task A_dependency_that_fails_is_a_503_to_try_again(string outage)
    {
        await using var dependency = await DependencyAsync(outage);
        await using var host = await StartAsync(dependency.Address, limit: outage == "limited" ? "1" : "1000");
        using var other = new CancellationTokenSource();
        if (outage == "limited")
        {
            _ = host.Client.GetAsync(new Uri("/ask", UriKind.Relative), other.Token);
            await dependency.ReceivesAsync(1);
        }

        using var response = await host.GetAsync("/ask");

        var problem = await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Dependency unavailable", problem.Text("title"));
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.DoesNotContain(dependency.Address.Authority, problem.GetRawText(), StringComparison.Ordinal);
        await other.CancelAsync();
    }

    [Fact]
    public async Task An_error_of_the_service_itself_is_a_500()
    {
        await using var host = await ShopHost.StartAsync([], map: app => app.MapGet("/ask", IResult () => throw new InvalidOperationException("secret")));

        using var response = await host.GetAsync("/ask");

        var problem = await response.ProblemAsync(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<ScriptedServer> DependencyAsync(string outage) => outage switch
    {
        "closed" => ScriptedServer.Closed(Reply.Ok),
        "lost" => await ScriptedServer.StartAsync(Reply.Close),
        "fails" => await ScriptedServer.StartAsync(Reply.Status(StatusCodes.Status500InternalServerError)),
        "stalls" => await ScriptedServer.StartAsync(Reply.StallBody),
        _ => await ScriptedServer.StartAsync(Reply.Hang),
    };

    private static Task<ShopHost> StartAsync(Uri dependency, string limit)
    {
        var patience = limit == "1" ? "00:00:20" : "00:00:00.3";
        return ShopHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["Services:product"] = dependency.ToString(),
                ["Platform:Resilience:Clients:product:AttemptTimeout"] = patience,
                ["Platform:Resilience:Clients:product:Deadline"] = patience,
                ["Platform:Resilience:Clients:product:ConcurrencyLimit"] = limit,
                ["Platform:Resilience:Clients:product:MaxRetries"] = "0",
                ["Platform:Resilience:Clients:product:BreakerWindow"] = "00:01:00",
            },
            builder => builder.AddShopClient<Dependency>("product"),
            app => app.MapGet("/ask", (Dependency asked, CancellationToken token) => asked.AskAsync(token)));
    }

    private sealed class Dependency(HttpClient http)
    {
        public Task<string> AskAsync(CancellationToken cancellationToken) => http.GetStringAsync(new Uri("/", UriKind.Relative), cancellationToken);
    }
}
