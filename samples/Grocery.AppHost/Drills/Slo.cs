using System.Globalization;

namespace Grocery.AppHost.Drills;

/// <summary>Nothing is broken: the service levels hold under steady traffic.</summary>
internal sealed class Slo : Drill
{
    public override string Name => "slo";

    public override string Fault => "nothing; steady traffic for --minutes N";

    public override string Proves => "the service levels of the whole shop on this machine";

    public override IReadOnlyList<Expectation> Expectations { get; } =
    [
        new("availability is 99.9 % or more", record => new Finding(record.During.Availability >= 0.999, Text($"{record.During.Availability:P3}"))),
        Expect.P95Under(500),
        Expect.FailedUnder(0.01),
        new("more than 1,000 requests a minute are fulfilled", record => new Finding(record.During.FulfilledPerMinute > 1000, Text($"{record.During.FulfilledPerMinute:N0} a minute"))),
    ];

    public override Task BreakAsync(DrillShop shop, TimeSpan duration, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
