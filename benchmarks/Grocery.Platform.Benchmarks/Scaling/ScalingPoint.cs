namespace Grocery.Platform.Benchmarks.Scaling;

/// <param name="Size">How many there are of what a curve is about.</param>
/// <param name="Value">The nanoseconds or bytes.</param>
internal readonly record struct ScalingPoint(int Size, double Value);
