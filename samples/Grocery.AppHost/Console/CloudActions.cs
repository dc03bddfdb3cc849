using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Console;

/// <summary>What can be done to what the services stand on: the database, the configuration, the flags and the keys.</summary>
internal sealed class CloudActions(RunningShop shop, ShopSwitches switches)
{
    private const int LongestDelay = 10_000;
    private const string BadKey = "Platform:Resilience:Defaults:AttemptTimeout";
    private const string BadValue = "soon";

    public Task<ActionResult> SlowDatabaseAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var milliseconds = order.NeedValue(LongestDelay);
        shop.Database.Slowness = TimeSpan.FromMilliseconds(milliseconds);
        return Task.FromResult(milliseconds == 0
            ? new ActionResult("The database answers at its own speed again.", "The response times fall.")
            : new ActionResult($"Every answer of the database is {milliseconds} ms late.", "The response times, and the long database bars in a waterfall."));
    }

    public async Task<ActionResult> RestartDatabaseAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        await shop.Database.RestartAsync(cancellationToken);
        return new ActionResult("Restarted PostgreSQL; every session ended.", "A few 503 with Retry-After at most: idle connections are replaced without an error.");
    }

    public async Task<ActionResult> RotatePasswordAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var service = order.NeedService();
        await shop.Database.RotatePasswordAsync(service, cancellationToken);
        return new ActionResult(
            $"The database password of {service} is another one, by the four steps of an AWS rotation.",
            "Nothing: the error chart stays flat. The log of the service says that its secret changed.");
    }

    public async Task<ActionResult> RotateSigningKeyAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var key = await shop.Configuration.RotateSigningKeyAsync(cancellationToken);
        return new ActionResult(
            $"Tokens are now signed with {key}.", $"Nobody is logged out: of {string.Join(", ", shop.Configuration.Keys.Accepted)} each is accepted.");
    }

    public async Task<ActionResult> FlagAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        var flag = order.NeedName([.. shop.Configuration.Flags.Keys]);
        var percent = order.NeedValue(100);
        var deaf = await shop.Configuration.SetFlagAsync(flag, percent, cancellationToken);
        var state = percent switch { 0 => "off", 100 => "on", _ => $"on for {percent} % of the users" };
        return new ActionResult($"The flag {flag} is {state}.{Describe(deaf)}", flag == "Checkout"
            ? "Orders are answered 503 while it is off; browsing and the cart go on."
            : "A user keeps the same answer as the share grows.");
    }

    public Task<ActionResult> AwsAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        shop.Configuration.IsAwsReachable = order.NeedValue(1) == 1;
        return Task.FromResult(shop.Configuration.IsAwsReachable
            ? new ActionResult("AWS can be reached again.", "What changed meanwhile is read within seconds.")
            : new ActionResult("AWS cannot be reached.", "The services go on with what they know; /health names the sources as degraded."));
    }

    public async Task<ActionResult> BadParameterAsync(ActionOrder order, CancellationToken cancellationToken)
    {
        switches.IsBadParameterPushed = order.NeedValue(1) == 1;
        var deaf = switches.IsBadParameterPushed
            ? await shop.Configuration.PutAsync(null, BadKey, BadValue, cancellationToken)
            : await shop.Configuration.RemoveAsync(null, BadKey, cancellationToken);
        return switches.IsBadParameterPushed
            ? new ActionResult($"Pushed {BadKey} = \"{BadValue}\" to all services.{Describe(deaf)}", "Every service refuses it in its log and goes on with the last good value.")
            : new ActionResult($"Removed {BadKey}.{Describe(deaf)}", "The services say that their options are valid again.");
    }

    private static string Describe(IReadOnlyList<string> deaf) => deaf.Count == 0 ? "" : $" Not read yet by {string.Join(", ", deaf)}.";
}
