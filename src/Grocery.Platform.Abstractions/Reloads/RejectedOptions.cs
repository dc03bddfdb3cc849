using System.Diagnostics.Metrics;

namespace Grocery.Platform.Reloads;

/// <summary>The sections whose configuration is invalid now, so that their last valid values stay. Safe for concurrent use.</summary>
internal sealed class RejectedOptions(IMeterFactory meters, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type Class, string Section), DateTimeOffset> _since = [];
    private readonly UpDownCounter<int> _count = meters.Create("Grocery.Platform.Abstractions").CreateUpDownCounter<int>(
        "grocery.options.rejected", "{section}", "Sections whose configuration is invalid now, so that their last valid values stay.");

    /// <summary>Gets each section with the time since which it is invalid for any class, in ordinal order.</summary>
    public IReadOnlyList<KeyValuePair<string, DateTimeOffset>> Sections
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _since.GroupBy(pair => pair.Key.Section, pair => pair.Value, StringComparer.Ordinal)
                        .Select(group => KeyValuePair.Create(group.Key, group.Min()))
                        .OrderBy(pair => pair.Key, StringComparer.Ordinal),
                ];
            }
        }
    }

    public void Add(Type type, string section)
    {
        lock (_lock)
        {
            var isFirst = !IsRejected(section);
            _since.TryAdd((type, section), time.GetUtcNow());
            if (!isFirst)
                return;
        }

        Count(1, section);
    }

    /// <returns>Whether the section is valid again, for every class that is bound from it.</returns>
    public bool Remove(Type type, string section)
    {
        lock (_lock)
        {
            if (!_since.Remove((type, section)) || IsRejected(section))
                return false;
        }

        Count(-1, section);
        return true;
    }

    private bool IsRejected(string section) => _since.Keys.Any(key => key.Section == section);

    private void Count(int change, string section) => _count.Add(change, KeyValuePair.Create<string, object?>("grocery.options.section", section));
}
