using System.Globalization;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Drills;

/// <remarks>
/// The log file of each service cannot grow any more: a limit that anybody may set on a process of their own while it runs, as root or not, where
/// a small file system would take a privilege that machines for continuous integration seldom give.
/// </remarks>
internal sealed class LogDiskFull : Drill
{
    private const string Dropped = """grocery_logs_dropped_total{reason="output_failed",""";

    // A batch of lines that was being written has ended by then.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);
    private long _grownMeanwhile;
    private double _dropped;
    private string[] _silentAfterwards = [];

    public LogDiskFull() => Expectations =
    [
        Expect.NoRequestLost,
        Expect.NobodyWaits,
        Expect.Fact("lines are dropped and counted", () => new Finding(_grownMeanwhile == 0 && _dropped > 0, $"{_grownMeanwhile} bytes written meanwhile, {_dropped} lines counted as dropped")),
        Expect.Fact(
            "afterwards every service logs again",
            () => new Finding(_silentAfterwards.Length == 0, _silentAfterwards.Length == 0 ? "it does" : $"silent: {string.Join(", ", _silentAfterwards)}")),
    ];

    public override string Name => "log-disk-full";

    public override string Fault => "no service can write its log: each write fails as on a full disk";

    public override string Proves => "the log writer on a thread of its own, which drops and counts: without it a log call throws into a request, or waits";

    public override IReadOnlyList<Expectation> Expectations { get; }

    public override async Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken)
    {
        await LimitAsync(shop, "0", cancellationToken);
        await Task.Delay(Settled, TimeProvider.System, cancellationToken);
        var before = LogSizes(shop).Values.Sum();
        await Task.Delay(duration, TimeProvider.System, cancellationToken);
        _grownMeanwhile = LogSizes(shop).Values.Sum() - before;
    }

    public override async Task HealAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        foreach (var service in shop.Shop.Services)
        {
            var metrics = await shop.AskAsync(service.Name, "/metrics", cancellationToken);
            _dropped += metrics.Split('\n')
                .Where(line => line.StartsWith(Dropped, StringComparison.Ordinal))
                .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        }

        await LimitAsync(shop, "unlimited", cancellationToken);
    }

    public override async Task ConcludeAsync(DrillShop shop, CancellationToken cancellationToken)
    {
        var before = LogSizes(shop);
        foreach (var service in shop.Shop.Services)
            await VisitAsync(service.Current.Address, cancellationToken);

        await Task.Delay(Settled, TimeProvider.System, cancellationToken);
        _silentAfterwards = [.. LogSizes(shop).Where(size => size.Value <= before[size.Key]).Select(size => size.Key)];
    }

    // Any answer will do: each request is a line.
    private static async Task VisitAsync(Uri service, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(service, "/who-logs-this"), cancellationToken);
    }

    private static Dictionary<string, long> LogSizes(DrillShop shop) => shop.Shop.Services.ToDictionary(
        service => service.Name, service => new FileInfo(Path.Combine(shop.Shop.LogFolder, $"{service.Name}.log")).Length);

    private static async Task LimitAsync(DrillShop shop, string bytes, CancellationToken cancellationToken)
    {
        var prlimit = Tools.Find("prlimit") ?? throw new ShopException("The size of a log cannot be limited: 'prlimit' was not found. Install it: apt-get install util-linux.");
        foreach (var service in shop.Shop.Services)
        {
            var process = service.Current.Process.Id.ToString(CultureInfo.InvariantCulture);
            await Tools.RunAsync([prlimit, "--pid", process, $"--fsize={bytes}:"], cancellationToken: cancellationToken);
        }
    }
}
