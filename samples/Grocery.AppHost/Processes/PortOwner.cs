using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Grocery.AppHost.Processes;

/// <summary>Tells whether a port of this machine is taken, and, on Linux, by whom.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static string Describe(int port)
    {
        var sockets = SocketsOf(port).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        foreach (var folder in sockets.Count == 0 ? [] : Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Holds(folder, sockets))
                return $"process {id} ({File.ReadAllText(Path.Combine(folder, "comm")).Trim()})";
        }

        return "another process";
    }

    // See proc_net(5): the local address and port in hexadecimal is the second column, the state the fourth, the inode the tenth.
    private static IEnumerable<string> SocketsOf(int port) =>
        from file in Tables
        where File.Exists(file)
        from line in File.ReadLines(file).Skip(1)
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where columns[3] == Listening && columns[1].EndsWith($":{port:X4}", StringComparison.Ordinal)
        select columns[9];

    private static bool Holds(string processFolder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(processFolder, "fd"))
                .Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false) is { } target && sockets.Contains(target.Name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to another user.
            return false;
        }
    }
}
