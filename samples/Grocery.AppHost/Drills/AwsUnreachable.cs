using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

internal sealed class AwsUnreachable : Drill
{
    private const string Flag = "DeliverySlots";
    private IReadOnlyList<string> _deafMeanwhile = [];
    private IReadOnlyList<string> _deafAfterwards = [];
    private int _share;

    public AwsUnreachable() => Expectations =
    [
        Expect.NoRequestLost,
        Expect.NobodyWaits,
        Expect.Fact(
            "meanwhile no service reads a change; afterwards each does",
            () => new Finding(_deafMeanwhile.Count == ShopService.All.Count && _deafAfterwards.Count == 0, $"deaf meanwhile: {Join(_deafMeanwhile)}; afterwards: {Join(_deafAfterwards)}")),
    ];

    public override string Name => "aws-unreachable";

    public override string Fault => "Parameter Store, Secrets Manager and AppConfig refuse all connections";

    public override string Proves => "configuration that keeps its last values: without it parameters, flags, keys and passwords are gone when AWS is";

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        shop.Shop.Configuration.IsAwsReachable = false;
        _share = shop.Shop.Configuration.Flags[Flag];
        _deafMeanwhile = await shop.Shop.Configuration.SetFlagAsync(Flag, _share + 1, cancellationToken);
    }

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        shop.Shop.Configuration.IsAwsReachable = true;
        return Task.CompletedTask;
    }

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken) =>
        _deafAfterwards = await shop.Shop.Configuration.SetFlagAsync(Flag, _share, cancellationToken);

    private static string Join(IReadOnlyList<string> services) => services.Count == 0 ? "none" : string.Join(", ", services);
}
