using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Console;

/// <summary>The buttons of the page, by the names under which they are pressed.</summary>
internal sealed class ShopActions
{
    private readonly Dictionary<string, Func<ActionOrder, CancellationToken, Task<ActionResult>>> _actions;
    private readonly Happenings _happenings;

    public ShopActions(RunningShop shop, ShopSwitches switches, Happenings happenings)
    {
        _happenings = happenings;
        var services = new ServiceActions(shop);
        var cloud = new CloudActions(shop, switches);
        _actions = new()
        {
            ["kill"] = services.KillAsync,
            ["pause"] = services.PauseAsync,
            ["resume"] = services.ResumeAsync,
            ["deploy"] = services.DeployAsync,
            ["fault"] = services.FaultAsync,
            ["slow-database"] = cloud.SlowDatabaseAsync,
            ["restart-database"] = cloud.RestartDatabaseAsync,
            ["rotate-password"] = cloud.RotatePasswordAsync,
            ["rotate-signing-key"] = cloud.RotateSigningKeyAsync,
            ["flag"] = cloud.FlagAsync,
            ["aws"] = cloud.AwsAsync,
            ["bad-parameter"] = cloud.BadParameterAsync,
        };
    }

    public bool Knows(string name) => _actions.ContainsKey(name);

    public string Describe() => string.Join(", ", _actions.Keys);

    /// <exception cref="ArgumentException">The order lacks something.</exception>
    /// <exception cref="ShopException">The shop refuses; the message says why.</exception>
    public async Task<ActionResult> RunAsync(string name, ActionOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _actions[name](order, cancellationToken);
            _happenings.Add("action", result.Did, result.Watch);
            return result;
        }
        catch (ShopException exception)
        {
            _happenings.Add("bad", $"Could not {name.Replace('-', ' ')}: {exception.Message}");
            throw;
        }
    }
}
