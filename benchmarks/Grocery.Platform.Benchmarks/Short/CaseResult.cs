namespace Grocery.Platform.Benchmarks.Short;

/// <summary>What was measured of one case.</summary>
/// <param name="Class">The class, such as <c>LogLineBenchmarks</c>.</param>
/// <param name="Case">The method with its parameters, such as <c>Platform[Awaits=True]</c>.</param>
/// <param name="Baseline">The case of the class that its ratio is to; its own name when it is one.</param>
/// <param name="Nanoseconds">The median of a call.</param>
/// <param name="Allocated">The bytes that a call allocates.</param>
internal sealed record CaseResult(string Class, string Case, string Baseline, double Nanoseconds, long Allocated);
