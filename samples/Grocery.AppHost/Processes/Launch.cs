namespace Grocery.AppHost.Processes;

/// <summary>The commands in front of a command that change how it runs. Each replaces itself by the next, so the process id stays.</summary>
internal static class Launch
{
    private static readonly string? Setsid = Tools.Find("setsid");
    private static readonly string? Setpriv = OperatingSystem.IsLinux() ? Tools.Find("setpriv") : null;

    /// <summary>Writes the output to a file, and lets a write that exceeds a limit of its size fail as on a full disk, in place of a signal; keeps a terminal's Ctrl-C from the child, and stops the child when this process dies.</summary>
    public static string[] Prefix(ChildCommand child)
    {
        List<string> prefix = ["/bin/sh", "-c", "trap '' XFSZ; exec \"$@\" >>\"$0\" 2>&1 </dev/null", child.LogFile];
        if (Setsid is not null)
            prefix.Add(Setsid);
        if (child.Unprivileged)
            prefix.AddRange(AsUnprivileged());
        if (Setpriv is not null)
            prefix.AddRange([Setpriv, "--pdeathsig", Signals.NameOf(child.StopSignal)]);

        return [.. prefix];
    }

    /// <summary>Runs a command as nobody when this process is root, which PostgreSQL refuses to be.</summary>
    public static string[] AsUnprivileged()
    {
        if (!Environment.IsPrivilegedProcess)
            return [];

        return Setpriv is null
            ? throw new ShopException("As root, the private PostgreSQL needs 'setpriv' (Debian package util-linux). Or run as another user.")
            : [Setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"];
    }

    /// <summary>Makes a file or folder belong to what runs as <see cref="AsUnprivileged"/>.</summary>
    public static async Task GiveAwayAsync(string path, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
            await Tools.RunAsync(["chown", "-R", "65534:65534", path], cancellationToken: cancellationToken);
    }
}
