namespace Grocery.Platform.Health.Dependencies;

/// <summary>A mounted hierarchy of control groups, as a line of <c>/proc/self/mountinfo</c> tells it (proc_pid_mountinfo(5)).</summary>
/// <param name="Root">The group that is mounted; in a container without a name space of its own, its own group.</param>
/// <param name="Point">The directory where it is.</param>
/// <param name="Type">The type of the file system.</param>
/// <param name="Options">Its options, which name the controllers of version 1.</param>
internal sealed record CgroupMount(string Root, string Point, string Type, string Options)
{
    private const int RootField = 3;
    private const int PointField = 4;

    public bool IsVersion2 => Type == "cgroup2";

    public bool IsVersion1OfMemory => Type == "cgroup" && Options.Split(',').Contains("memory");

    public static CgroupMount? Parse(string line)
    {
        var fields = line.Split(' ');
        var dash = Array.IndexOf(fields, "-");
        return dash > PointField && fields.Length > dash + 3
            ? new(fields[RootField], fields[PointField], fields[dash + 1], fields[dash + 3])
            : null;
    }

    /// <summary>Says where a group is under the mount. One that is outside of it is taken for the mounted one.</summary>
    public string Relative(string group)
    {
        var prefix = Root.TrimEnd('/');
        return group.StartsWith(prefix + '/', StringComparison.Ordinal) ? group[prefix.Length..] : "";
    }
}
