using System.Text.Json;

namespace Grocery.AppHost.Drills;

internal sealed class BadConfiguration : Drill
{
    private const string Flag = "Drill";
    private const string Key = "Platform:Resilience:Defaults:Deadline";
    private string[] _stateMeanwhile = [];
    private string[] _stateAfterwards = [];

    public BadConfiguration() => Expectations =
    [
        Expect.NoRequestLost,
        Expect.Fact(
            "meanwhile every service keeps the last good flags; the good document that follows takes effect in each",
            () => new Finding(
                _stateMeanwhile.All(state => state == "on") && _stateAfterwards.All(state => state == "off"),
                $"the flag is {Join(_stateMeanwhile)} meanwhile, {Join(_stateAfterwards)} afterwards")),
    ];

    public override string Name => "bad-configuration";

    public override string Fault => $"{Key} becomes \"soon\" for all services, and the document of the flags is cut off in the middle; then both are good again";

    public override string Proves =>
        "options that keep their last good values and documents that are taken wholly or not at all: without them every outgoing call throws, and the flags are gone";

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override Task PrepareAsync(DrillShop shop, CancellationToken cancellationToken) =>
        shop.Shop.Configuration.SetFlagAsync(Flag, 100, cancellationToken);

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        await shop.Shop.Configuration.PutAsync(null, Key, "soon", cancellationToken);
        await shop.Shop.Configuration.DeployFlagsAsync("""{ "feature_management": { "feature_flags": [ { "id": "Checkout", """, cancellationToken);
    }

    public override async Task HealAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        _stateMeanwhile = await ReadFlagAsync(shop, cancellationToken);
        await shop.Shop.Configuration.PutAsync(null, Key, "00:00:29", cancellationToken);
        await shop.Shop.Configuration.SetFlagAsync(Flag, 0, cancellationToken);
    }

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        _stateAfterwards = await ReadFlagAsync(shop, cancellationToken);
        await shop.Shop.Configuration.RemoveAsync(null, Key, cancellationToken);
    }

    private static string Join(string[] states) => string.Join(", ", states.Distinct());

    private static async Task<string[]> ReadFlagAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        var states = new List<string>();
        foreach (var service in shop.Shop.Services)
        {
            using var flags = JsonDocument.Parse(await shop.AskAsync(service.Name, "/flags", cancellationToken));
            states.Add(flags.RootElement.GetProperty("flags").EnumerateArray()
                .Where(flag => flag.GetProperty("flag").GetString() == Flag)
                .Select(flag => flag.GetProperty("state").GetString() ?? "")
                .FirstOrDefault("unknown"));
        }

        return [.. states];
    }
}
