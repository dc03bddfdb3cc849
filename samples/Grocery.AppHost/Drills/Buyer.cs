using System.Text.Json;
using Grocery.Load.Requests;
using Grocery.Load.Shop;

namespace Grocery.AppHost.Drills;

/// <summary>Someone who wants one unit, and asks again until the shop has said yes or no.</summary>
internal sealed class Buyer(Shopper shopper, IRequestLog log, string productId, decimal price)
{
    private const int Created = 201;
    private const int Conflict = 409;
    private const int ServiceUnavailable = 503;
    private const int GatewayTimeout = 504;
    private static readonly Step Step = new("buyer");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly string _key = $"drill-{Guid.NewGuid():N}";
    private string? _slot;

    /// <summary>Gets what it was told last, definite or not.</summary>
    public Reply? Told { get; private set; }

    /// <summary>Gets the definite answer.</summary>
    public Reply? Answer { get; private set; }

    public bool HasBought => Answer?.Status == Created;

    public bool IsRefused => Answer is { Status: Conflict } answer && IsOutOfStock(answer);

    /// <summary>Puts a unit into the cart and goes to the till.</summary>
    /// <exception cref="ShopException">The shop refuses.</exception>
    public async Task FillCartAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(() => shopper.PutIntoCartAsync(Step, productId, 1, log.Now), cancellationToken);
        _slot = Shopper.ChooseSlot(await RequireAsync(() => shopper.GetAsync(Step, "/api/checkout", log.Now), cancellationToken));
    }

    /// <summary>Orders until there is a definite answer. One key for all of it.</summary>
    public async Task OrderAsync(CancellationToken cancellationToken) =>
        Answer = await RepeatAsync(() => shopper.OrderAsync(Step, _key, price, _slot, log.Now), cancellationToken);

    public static bool IsOutOfStock(Reply answer)
    {
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.TryGetProperty("items", out _);
    }

    // An overloaded or broken shop says when to come again, and a checkout that is under way does.
    private static bool IsTransient(Reply reply) =>
        reply.Status is 0 or ServiceUnavailable or GatewayTimeout || reply.RetryAfter is not null;

    private async Task<Reply> RequireAsync(Func<Task<Reply>> ask, CancellationToken cancellationToken)
    {
        var reply = await RepeatAsync(ask, cancellationToken);
        return reply.IsOk ? reply : throw new ShopException($"A buyer of the drill cannot come to the till: the shop answers {reply}");
    }

    private async Task<Reply> RepeatAsync(Func<Task<Reply>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reply = await ask();
            Told = reply;
            if (!IsTransient(reply))
                return reply;

            var pause = reply.RetryAfter ?? Pause;
            var jittered = Random.Shared.NextDouble() * Pause + (pause < LongestPause ? pause : LongestPause);
            await Task.Delay(jittered, TimeProvider.System, cancellationToken);
        }
    }
}
