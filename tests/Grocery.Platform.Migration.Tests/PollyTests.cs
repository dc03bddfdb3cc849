using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Migration.Tests;

/// <summary>From Polly 7 and Microsoft.Extensions.Http.Polly.</summary>
public sealed class PollyTests
{
    [Fact]
    public async Task Both_answer_alike_when_calls_fail_hang_or_succeed()
    {
        var answers = new List<string[]>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var stock = await ScriptedServer.StartAsync(Answer.Busy, Answer.Text("7"), Reply.Hang, Answer.Text("6"), Reply.Status(404), Answer.Busy, Answer.Busy, Answer.Busy);
            await using var service = await StartAsync(stage, stock);

            answers.Add([
                await service.AskAsync("/stock/1"), await service.AskAsync("/stock/1"), await service.AskAsync("/stock/2"), await service.AskAsync("/stock/1"),
                await service.AskAsync(HttpMethod.Post, "/ledger?busy=2"), await service.AskAsync(HttpMethod.Post, "/ledger?busy=9"), $"{stock.Received.Count} calls",
            ]);
        }

        Assert.Equal(["""200 {"stock":"7"}""", """200 {"stock":"6"}""", "502", "502", """200 {"attempts":3}""", "500", "8 calls"], answers[0]);
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task A_stock_that_is_down_is_left_alone_by_both()
    {
        foreach (var stage in MigratedService.Stages)
        {
            await using var stock = await ScriptedServer.StartAsync(Answer.Busy);
            await using var service = await StartAsync(stage, stock);
            for (var call = 0; call < 8; call++)
                await service.AskAsync("/stock/1");
            var asked = stock.Received.Count;

            var refused = await service.AskAsync("/stock/1");

            Assert.Equal((stage, "500", asked), (stage, refused, stock.Received.Count));
            Assert.Contains("BrokenCircuitException", service.Log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reservation_is_repeated_only_with_a_key_by_which_the_stock_knows_it_again()
    {
        var results = new List<string>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var stock = await ScriptedServer.StartAsync(Answer.Busy, Answer.Text("6"));
            await using var service = await StartAsync(stage, stock);
            results.Add($"{await service.AskAsync(HttpMethod.Post, "/stock/1")} after {stock.Received.Count}");
        }

        await using var again = await ScriptedServer.StartAsync(Answer.Busy, Answer.Text("6"));
        await using var after = await StartAsync("After", again);
        var withKey = await after.AskAsync(HttpMethod.Post, "/stock/1", idempotencyKey: "order-17");

        Assert.Equal(["""200 {"stock":"6"} after 2""", "502 after 1"], results);
        Assert.Equal("""200 {"stock":"6"}""", withKey);
        Assert.Equal(["order-17", "order-17"], again.Received.Select(request => request.Headers["Idempotency-Key"].ToString()));
    }

    private static Task<MigratedService> StartAsync(string stage, ScriptedServer stock) => MigratedService.StartAsync("Polly", stage, new() { ["Stock"] = stock.Address.ToString() });
}
