namespace Grocery.Platform.Health.Dependencies;

/// <summary>
/// The memory of the control group of this process, of version 2 or 1 (cgroups(7)), under the root of a file system.
/// </summary>
internal sealed class MemoryCgroup(string root)
{
    /// <summary>Reads the use of the group, of its own and those around it, that is nearest to its limit.</summary>
    /// <returns><see langword="null"/> when none has a limit.</returns>
    public MemoryUse? Read()
    {
        if (Find() is not var (top, own, files))
            return null;

        MemoryUse? nearest = null;
        for (var group = own; group is not null; group = group == top ? null : Path.GetDirectoryName(group))
        {
            if (files.ReadUse(group) is { } use && (nearest is null || use.Ratio > nearest.Value.Ratio))
                nearest = use;
        }

        return nearest;
    }

    private (string Top, string Own, CgroupFiles Files)? Find()
    {
        var memberships = Read("proc/self/cgroup", line => line.Split(':', 3)).Where(fields => fields.Length == 3).ToArray();
        var mounts = Read("proc/self/mountinfo", CgroupMount.Parse).OfType<CgroupMount>().ToArray();

        // A host may have both versions mounted; the memory belongs to one, and it is version 1 that says so.
        var first = memberships.FirstOrDefault(fields => fields[1].Split(',').Contains("memory"));
        var membership = first ?? memberships.FirstOrDefault(fields => fields[0] == "0");
        var mount = mounts.FirstOrDefault(mount => first is null ? mount.IsVersion2 : mount.IsVersion1OfMemory);
        if (membership is null || mount is null)
            return null;

        var top = Path.GetFullPath(Path.Join(root, mount.Point));
        var own = Path.GetFullPath(Path.Join(top, mount.Relative(membership[2])));
        var isBelow = own.StartsWith(top + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Directory.Exists(own);
        return (top, isBelow ? own : top, first is null ? CgroupFiles.Version2 : CgroupFiles.Version1);
    }

    private T[] Read<T>(string file, Func<string, T> parse)
    {
        try
        {
            return [.. File.ReadLines(Path.Join(root, file)).Select(parse)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
