using System.Diagnostics;

namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>
/// Measures curves: every size is set up first, and rounds go over all sizes and operations, so that all see the same machine. A point is
/// the median of the rounds.
/// </summary>
/// <param name="rounds">How many times each point is measured.</param>
/// <param name="batch">About how long one measurement takes; an operation is repeated until it does.</param>
internal sealed class CurveMeter(int rounds, TimeSpan batch)
{
    private const int OnceRepeats = 5;

    public async Task<CurveResult> MeasureAsync(Curve curve, IReadOnlyList<int> sizes)
    {
        var cases = new List<CurveCase>();
        try
        {
            foreach (var size in sizes)
                cases.Add(await curve.StartAsync(size));

            var cells = cases.Select(single => single.Operations.Select(operation => new Cell(operation)).ToArray()).ToArray();
            foreach (var cell in cells.SelectMany(row => row))
                await WarmUpAsync(cell);
            for (var round = 0; round < rounds; round++)
            {
                foreach (var cell in (round % 2 == 0 ? cells : cells.Reverse()).SelectMany(row => row))
                    await MeasureAsync(cell);
            }

            return new CurveResult(curve.Name, curve.Title, curve.Axis, curve.Note, [.. Series(sizes, cells), .. Held(sizes, cases)]);
        }
        finally
        {
            foreach (var single in cases)
                await single.DisposeAsync();
        }
    }

    private static IEnumerable<ScalingSeries> Series(IReadOnlyList<int> sizes, Cell[][] cells)
    {
        foreach (var (i, cell) in cells[0].Index())
        {
            var operation = cell.Operation;
            yield return new(operation.Name, Quantity.Time, operation.Wanted, [.. sizes.Select((size, s) => new ScalingPoint(size, Median(cells[s][i].Times)))]);
            yield return new(
                operation.Name, Quantity.Allocated, operation.Wanted, [.. sizes.Select((size, s) => new ScalingPoint(size, Math.Round(Median(cells[s][i].Bytes))))]);
        }
    }

    private static IEnumerable<ScalingSeries> Held(IReadOnlyList<int> sizes, List<CurveCase> cases)
    {
        var held = sizes.Zip(cases, (size, single) => (size, single.Held)).Where(pair => pair.Held is not null).ToArray();
        if (held.Length > 1)
            yield return new(held[0].Held!.Value.Name, Quantity.Held, Shape.Linear, [.. held.Select(pair => new ScalingPoint(pair.size, pair.Held!.Value.Bytes))]);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // The runtime compiles what runs often once more, better.
    private async Task WarmUpAsync(Cell cell)
    {
        // The first batch is mostly compilation: only one that is long enough twice is.
        for (var longEnough = 0; longEnough < 2;)
        {
            cell.Operation.Prepare?.Invoke();
            var start = Stopwatch.GetTimestamp();
            await cell.Operation.RunAsync(cell.Count);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (cell.Operation.Prepare is not null)
                return;

            longEnough = elapsed >= batch ? longEnough + 1 : 0;
            if (longEnough > 0)
                continue;

            cell.Count = (int)Math.Ceiling(cell.Count * Math.Clamp(1.2 * (batch / elapsed), 1.2, 4));
        }
    }

    private static async Task MeasureAsync(Cell cell)
    {
        for (var repeat = 0; repeat < (cell.Operation.Prepare is null ? 1 : OnceRepeats); repeat++)
        {
            cell.Operation.Prepare?.Invoke();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            await cell.Operation.RunAsync(cell.Count);
            var elapsed = Stopwatch.GetElapsedTime(start);
            cell.Times.Add(elapsed.TotalNanoseconds / cell.Count);
            cell.Bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)cell.Count);
        }
    }

    private sealed class Cell(Operation operation)
    {
        public Operation Operation => operation;

        public int Count { get; set; } = operation.Fewest;

        public List<double> Times { get; } = [];

        public List<double> Bytes { get; } = [];
    }
}
