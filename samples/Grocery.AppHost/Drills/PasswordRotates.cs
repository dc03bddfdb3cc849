using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

internal sealed class PasswordRotates : Drill
{
    // A connection that is logged in outlives the password: only where each ends soon does somebody need the new one.
    private const string ShortLife = "Connection Lifetime=15";
    private static readonly TimeSpan LoginBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly ShopService[] Services = [.. ShopService.All.Where(service => service.Database is not null)];

    private readonly Dictionary<string, string> _rotatedAt = [];
    private string[] _withoutLogin = [];

    public PasswordRotates() => Expectations =
    [
        Expect.NoRequestLostByMoreWork,
        Expect.Fact(
            "every service logs in again with its new password",
            () => new Finding(_withoutLogin.Length == 0, _withoutLogin.Length == 0 ? "each does" : $"not within {LoginBound.TotalSeconds} s: {string.Join(", ", _withoutLogin)}")),
    ];

    public override string Name => "password-rotates";

    public override string Fault => "the database password of every service is rotated, one after the other, as AWS rotates a secret; a connection lives for 15 s";

    public override string Proves => "the data source that follows its secret: without it each login after the rotation fails until a restart";

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override IReadOnlyDictionary<string, string> Environment { get; } =
        Services.ToDictionary(service => $"ConnectionStrings__{service.Database}", _ => ShortLife);

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        foreach (var service in Services)
        {
            await shop.Shop.Database.RotatePasswordAsync(service.Name, cancellationToken);
            _rotatedAt[service.Name] = (await shop.Shop.Database.QueryAsync(service.Name, "SELECT clock_timestamp()", cancellationToken)).Trim();
        }
    }

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while ((_withoutLogin = await FindWithoutLoginAsync(shop, cancellationToken)).Length > 0 && TimeProvider.System.GetElapsedTime(start) < LoginBound)
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
    }

    private async Task<string[]> FindWithoutLoginAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        var without = new List<string>();
        foreach (var (service, rotatedAt) in _rotatedAt)
        {
            var sessions = $"SELECT count(*) FROM pg_stat_activity WHERE usename = '{shop.Shop.Database.LoginOf(service).User}' AND backend_start > '{rotatedAt}'";
            if ((await shop.Shop.Database.QueryAsync(service, sessions, cancellationToken)).Trim() == "0")
                without.Add(service);
        }

        return [.. without];
    }
}
