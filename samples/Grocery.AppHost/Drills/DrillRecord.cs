using Grocery.AppHost.Load;

namespace Grocery.AppHost.Drills;

/// <summary>What was measured in one run of a drill.</summary>
/// <param name="Samples">The requests from the break to the end.</param>
/// <param name="HealedAt">When the fault ended.</param>
/// <param name="Recovery">From then to the end of the last second in which a tenth of the requests or more failed; zero when there is none.</param>
internal sealed record DrillRecord(
    LoadFigures Before, LoadFigures During, LoadFigures After, IReadOnlyList<LoadSample> Samples, TimeSpan HealedAt, TimeSpan Recovery, ContestResult Contest);
