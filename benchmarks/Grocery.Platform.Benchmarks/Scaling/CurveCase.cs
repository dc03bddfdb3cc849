namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>One size of a curve, set up.</summary>
/// <param name="operations">What to measure, in the same order at every size.</param>
/// <param name="stop">Ends what was set up.</param>
internal sealed class CurveCase(IReadOnlyList<Operation> operations, Func<ValueTask> stop) : IAsyncDisposable
{
    public IReadOnlyList<Operation> Operations => operations;

    /// <summary>Gets the memory that what was set up holds, under the name of what holds it; <see langword="null"/> when it was not measured.</summary>
    public (string Name, double Bytes)? Held { get; init; }

    public ValueTask DisposeAsync() => stop();
}
