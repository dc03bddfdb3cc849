namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>A cost against a size.</summary>
/// <param name="name">The name on the command line, and of the file.</param>
/// <param name="title">Against what the cost stands.</param>
/// <param name="axis">What the sizes count.</param>
/// <param name="sizes">The sizes, ascending.</param>
internal abstract class Curve(string name, string title, string axis, IReadOnlyList<int> sizes)
{
    public string Name => name;

    public string Title => title;

    public string Axis => axis;

    public IReadOnlyList<int> Sizes => sizes;

    /// <summary>Gets what a reader has to know of it.</summary>
    public abstract string Note { get; }

    /// <summary>Sets one size up.</summary>
    public abstract Task<CurveCase> StartAsync(int size);

    /// <summary>Finds up to 16 places spread over a size: what a process uses again and again out of all that there is.</summary>
    protected static int[] Places(int size)
    {
        var count = Math.Min(size, 16);
        return [.. Enumerable.Range(0, count).Select(i => (int)((i + 1L) * size / count) - 1)];
    }
}
