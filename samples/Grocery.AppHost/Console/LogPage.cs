using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Console;

/// <summary>Lines that a search found.</summary>
/// <param name="Last">The number to ask for what comes after.</param>
/// <param name="Dropped">How many lines are gone.</param>
internal sealed record LogPage(IReadOnlyList<LogLine> Lines, long Last, long Dropped);
