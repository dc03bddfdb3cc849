using System.Globalization;
using Grocery.Load.Thresholds;

namespace Grocery.AppHost.Drills;

/// <summary>Nothing is broken: the service levels hold under steady traffic.</summary>
internal sealed class Slo : Drill
{
    private static readonly ServiceLevels Levels = ServiceLevels.Shop;

    public override string Name => "slo";

    public override string Fault => "nothing; steady traffic for --minutes N";

    public override string Proves => "the service levels of the whole shop on this machine";

    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        new(
            Text($"availability is {100 * Levels.Availability:0.##} % or more"),
            record => new Finding(record.During.Availability >= Levels.Availability, Text($"{record.During.Availability:P3}"))),
        Expect.P95Under(Levels.P95Milliseconds),
        Expect.FailedUnder(Levels.ErrorRate),
        new(
            Text($"more than {Levels.RequestsPerMinute:N0} requests a minute are fulfilled"),
            record => new Finding(record.During.FulfilledPerMinute > Levels.RequestsPerMinute, Text($"{record.During.FulfilledPerMinute:N0} a minute"))),
    ];

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
