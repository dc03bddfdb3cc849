using System.Globalization;
using Grocery.AppHost.Load;
using Grocery.AppHost.Shop;
using Grocery.Load.Arrivals;
using Grocery.Load.Requests;
using Grocery.Load.Shop;

namespace Grocery.AppHost.Drills;

/// <remarks>
/// What the storefront can do is set, so that the drill asks for three times as much on any machine: a fixed number of requests at once, of which
/// each takes a known time at least.
/// </remarks>
internal sealed class Overload : Drill
{
    private const string Service = "storefront";
    private const string Rule = "drill";
    private const string Section = "Platform:Resilience:Inbound";
    private const int AtOnce = 16;
    private const double Factor = 3;
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(250);
    private static readonly double Capacity = AtOnce / Work.TotalSeconds;

    private LoadFigures? _admitted;
    private LoadFigures? _refused;
    private int _impolite;

    public Overload() => Expectations =
    [
        Expect.EveryRequestAnswered,
        Expect.OnlyPoliteFailures,
        Expect.Fact(
            "the excess is refused, by 503 with Retry-After",
            () => new Finding(_refused!.Offered > 0 && _impolite == 0, $"{_refused.Offered} refused, {_impolite} without Retry-After")),
        Expect.Speed(
            Text($"the storefront goes on doing what it can: at least half of its {Capacity:N0} requests a second are left to these, beside the other traffic and the buyers"),
            () => new Finding(_admitted!.FulfilledPerMinute / 60 >= 0.5 * Capacity, Text($"{_admitted.FulfilledPerMinute / 60:N0} a second"))),
        Expect.Speed(
            Text($"those that are admitted are answered in time: p95 under 500 ms, of which {Work.TotalMilliseconds:N0} ms are the work"),
            () => new Finding(_admitted!.Percentile(0.95) < 500, Text($"{_admitted.Percentile(0.95):N0} ms"))),
        Expect.Speed(
            "refusals are fast: p95 under 500 ms, of which 100 ms may be spent waiting",
            () => new Finding(_refused!.Percentile(0.95) < 500, Text($"{_refused.Percentile(0.95):N0} ms"))),
        Expect.RecoversWithin(TimeSpan.FromSeconds(5)),
    ];

    public override string Name => "overload";

    public override string Fault => Text($"{Factor * Capacity:N0} requests a second come to a storefront that can do {Capacity:N0} ({AtOnce} at once, {Work.TotalMilliseconds:N0} ms each)");

    public override string Proves =>
        "inbound protection: without it all requests are admitted, the work at once has no bound, and what is admitted gets slower until all of it is too late";

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override async Task PrepareAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        await PutAsync(shop, "Enabled", "true", cancellationToken);
        await PutAsync(shop, "Mode", "Fixed", cancellationToken);
        await PutAsync(shop, "Limit", AtOnce.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await PutAsync(shop, "QueueLength", AtOnce.ToString(CultureInfo.InvariantCulture), cancellationToken);

        // Read at the start of a process.
        await shop.Shop.Service(Service).DeployAsync(cancellationToken);
    }

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        await shop.Shop.SetFaultAsync(Service, new FaultRule(Rule) { Route = "/api/products*", Latency = Work, Ttl = Outlasting(duration) }, cancellationToken);
        using var storefront = SteadyLoad.CreateClient(shop.Shop);
        var log = new LoadLog();
        var shopper = new TokenShoppers(storefront, shop.Shop.Configuration.Keys, log).CreateShopper();
        var arrivals = ArrivalTimes.Constant([Stage.Endless(Factor * Capacity)]);
        using var time = new CancellationTokenSource(duration, TimeProvider.System);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        await new OpenLoop(arrivals, log, start => shopper.GetAsync(ShopJourneys.Category, "/api/products?pageSize=1", start)).RunAsync(over.Token);

        var samples = log.Take();
        LoadSample[] refused = [.. samples.Where(sample => sample.IsFailed)];
        _admitted = new LoadFigures([.. samples.Where(sample => !sample.IsFailed)], duration);
        _refused = new LoadFigures(refused, duration);
        _impolite = refused.Count(sample => sample.Status != 503 || !sample.SaysWhenToRetry);
    }

    public override Task HealAsync(DrillShop shop, CancellationToken cancellationToken) =>
        shop.Shop.SetFaultAsync(Service, new FaultRule(Rule), cancellationToken);

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        foreach (var key in new[] { "Enabled", "Mode", "Limit", "QueueLength" })
            await shop.Shop.Configuration.RemoveAsync(Service, $"{Section}:{key}", cancellationToken);

        await shop.Shop.Service(Service).DeployAsync(cancellationToken);
    }

    private static Task<IReadOnlyList<string>> PutAsync(DrillShop shop, string key, string value, CancellationToken cancellationToken) =>
        shop.Shop.Configuration.PutAsync(Service, $"{Section}:{key}", value, cancellationToken);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
