using Grocery.AppHost.Load;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills;

/// <summary>What was measured in one run of a drill.</summary>
/// <param name="Began">When the times of the samples begin to count, by <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="Samples">The requests from the break to the end.</param>
/// <param name="HealedAt">When the fault ended.</param>
/// <param name="Recovery">How long the shop took to recover from then; <see langword="null"/> when it was not seen to.</param>
internal sealed record DrillRecord(
    long Began, LoadFigures Before, LoadFigures During, LoadFigures After, IReadOnlyList<LoadSample> Samples, TimeSpan HealedAt, TimeSpan? Recovery, ContestResult Contest);
