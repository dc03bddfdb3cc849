using System.Globalization;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>The files of a control group that tell its memory.</summary>
internal sealed record CgroupFiles(string Limit, string Usage, string DroppableCache)
{
    // Version 1 says "no limit" by the largest number of whole pages.
    private const long NoLimit = long.MaxValue / 2;

    public static CgroupFiles Version1 { get; } = new("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file ");

    public static CgroupFiles Version2 { get; } = new("memory.max", "memory.current", "inactive_file ");

    /// <summary>Reads one group.</summary>
    /// <returns><see langword="null"/> when it has no limit.</returns>
    public MemoryUse? ReadUse(string group)
    {
        try
        {
            if (Parse(File.ReadAllText(Path.Join(group, Limit))) is not (> 0 and < NoLimit and var limit)
                || Parse(File.ReadAllText(Path.Join(group, Usage))) is not { } usage)
            {
                return null;
            }

            var cache = File.ReadLines(Path.Join(group, "memory.stat"))
                .Where(line => line.StartsWith(DroppableCache, StringComparison.Ordinal))
                .Select(line => Parse(line.AsSpan(DroppableCache.Length)))
                .FirstOrDefault();
            return new MemoryUse(Math.Max(0, usage - (cache ?? 0)), limit);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? Parse(ReadOnlySpan<char> text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
