using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class QuickAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, 54)]
    [InlineData(404, 54)]
    [InlineData(500, 54)]
    [InlineData(200, 29)]
    public async Task A_flood_of_quick_refusals_does_not_become_what_is_usual(int status, int expected)
    {
        var gate = new TaskCompletionSource();
        await using var service = await ProtectedService.StartAsync(
            null,
            app => app.MapGet("/answer/{status:int}", async (int status) =>
            {
                await gate.Task;
                return Results.StatusCode(status);
            }),
            ("Mode", "Adaptive"), ("Limit", "50"), ("Smoothing", "1"), ("Tolerance", "1"));
        for (var window = 0; window < 12; window++)
            await PassAsync(10, 200, milliseconds: 300);

        for (var window = 0; window < 25; window++)
        {
            service.Time.Advance(TimeSpan.FromMilliseconds(250));
            await PassAsync(10, status, milliseconds: 1);
        }

        await PassAsync(40, 200, milliseconds: 300);

        Assert.Equal(expected, service.Limiter.Limit);

        async Task PassAsync(int requests, int answer, int milliseconds)
        {
            gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var answers = Enumerable.Range(0, requests).Select(_ => service.SendAsync($"/answer/{answer}", Token)).ToList();
            await Eventually.HoldsAsync(() => service.Limiter.InFlight == requests, "all of them run");
            service.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            gate.SetResult();
            await Task.WhenAll(answers);
            await Eventually.HoldsAsync(() => service.Limiter.InFlight == 0, "all of them have ended");
        }
    }
}
