using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Console;

/// <summary>All that the page shows, but the spans of a trace and the log.</summary>
/// <param name="Oddities">What is not as it should be because somebody wanted it so, each as a clause.</param>
internal sealed record ShopPicture(
    string Storage,
    double UptimeSeconds,
    IReadOnlyList<ServicePicture> Services,
    IReadOnlyDictionary<string, TrafficReading> Traffic,
    IReadOnlyList<CallPicture> Calls,
    BusinessReading Business,
    SwitchesPicture Switches,
    IReadOnlyList<string> Oddities,
    IReadOnlyList<TraceSummary> Traces,
    IReadOnlyList<Happening> Happened);
