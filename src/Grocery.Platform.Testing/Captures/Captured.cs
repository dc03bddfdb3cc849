using System.Globalization;

namespace Grocery.Platform.Testing.Captures;

/// <summary>What was captured so far, in order, and the expectations of tests. Safe for concurrent use.</summary>
/// <param name="capture">What captured it.</param>
/// <param name="noun">What one of it is called.</param>
/// <param name="describe">Describes one in a line.</param>
/// <param name="hint">What to look at when nothing at all was captured.</param>
internal sealed class Captured<T>(string capture, string noun, Func<T, string> describe, string hint)
{
    private const int MostShown = 50;
    private static readonly TimeSpan DefaultBound = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<T> _all = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _all.Add(item);
            _next.SetResult();
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Clear()
    {
        lock (_lock)
            _all.Clear();
    }

    public T Expect(Func<T, bool> match, string looked)
    {
        ArgumentNullException.ThrowIfNull(match);

        var all = All;
        foreach (var item in all)
        {
            if (match(item))
                return item;
        }

        throw new CaptureException($"{capture}: no {noun} matches `{looked}`.\n{Describe(all)}");
    }

    public void ExpectNone(Func<T, bool> match, string looked)
    {
        ArgumentNullException.ThrowIfNull(match);

        T[] found = [.. All.Where(match)];
        if (found.Length > 0)
            throw new CaptureException($"{capture}: a {noun} matches `{looked}`, and none was to.\n{Describe(found)}");
    }

    public async Task<T> ExpectSoonAsync(Func<T, bool> match, string looked, TimeSpan? within, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(match);

        T? found = default;
        await WaitAsync(Finds, $"no {noun} matched `{looked}`", within, cancellationToken).ConfigureAwait(false);
        return found!;

        bool Finds(IReadOnlyList<T> all)
        {
            var index = all.ToList().FindIndex(item => match(item));
            found = index < 0 ? default : all[index];
            return index >= 0;
        }
    }

    public async Task<IReadOnlyList<T>> ExpectCountAsync(int count, TimeSpan? within, CancellationToken cancellationToken)
    {
        await WaitAsync(all => all.Count >= count, string.Create(CultureInfo.InvariantCulture, $"fewer than {count} {noun}s"), within, cancellationToken)
            .ConfigureAwait(false);
        return All;
    }

    private async Task WaitAsync(Func<IReadOnlyList<T>, bool> holds, string missing, TimeSpan? within, CancellationToken cancellationToken)
    {
        var bound = within ?? DefaultBound;
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (all, next) = Snapshot();
            if (holds(all))
                return;

            var left = bound - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                throw new CaptureException($"{capture}: {missing} within {bound}.\n{Describe(all)}");

            try
            {
                await next.WaitAsync(left, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // One more look, and then the message says what was seen.
            }
        }
    }

    private (IReadOnlyList<T> All, Task Next) Snapshot()
    {
        lock (_lock)
            return ([.. _all], _next.Task);
    }

    private string Describe(IReadOnlyList<T> items)
    {
        if (items.Count == 0)
            return $"Seen: nothing. {hint}";

        var head = string.Create(CultureInfo.InvariantCulture, $"Seen, {items.Count} {noun}{(items.Count == 1 ? "" : "s")}:");
        var left = items.Count <= MostShown ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"({items.Count - MostShown} earlier ones)") };
        return string.Join("\n  ", [head, .. left, .. items.Skip(items.Count - MostShown).Select(describe)]);
    }
}
