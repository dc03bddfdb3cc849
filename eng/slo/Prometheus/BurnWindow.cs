namespace Grocery.Slo.Prometheus;

/// <summary>How fast a budget burns to tell somebody: 1 uses it up exactly within the window of the objective.</summary>
/// <param name="Rate">The burn rate, which both windows must exceed.</param>
/// <param name="Long">Says that it matters.</param>
/// <param name="Short">Says that it still goes on: the alert ends soon after the fault.</param>
internal sealed record BurnWindow(string Rate, string Long, string Short)
{
    /// <summary>Somebody has to come. The four pairs are those of chapter 5 of Google's Site Reliability Workbook.</summary>
    public static IReadOnlyList<BurnWindow> Fast { get; } = [new("14.4", "1h", "5m"), new("6", "6h", "30m")];

    /// <summary>It can wait for the next working day.</summary>
    public static IReadOnlyList<BurnWindow> Slow { get; } = [new("3", "1d", "2h"), new("1", "3d", "6h")];
}
