using System.Collections.Concurrent;

namespace Grocery.AppHost.Processes;

/// <summary>Folders that live as long as this process.</summary>
internal static class TemporaryFolder
{
    private const int DeleteAttempts = 5;
    private static readonly ConcurrentDictionary<string, bool> Folders = [];

    /// <summary>Makes a new folder, whose name begins with <paramref name="prefix"/>.</summary>
    /// <returns>Its path.</returns>
    public static string Create(string prefix)
    {
        var path = Directory.CreateTempSubdirectory(prefix).FullName;
        Folders[path] = true;
        return path;
    }

    /// <summary>Deletes what was created and is there still.</summary>
    public static void DeleteAll()
    {
        foreach (var path in Folders.Keys)
            Delete(path);
    }

    /// <summary>Writes a file that only its owner can read, whoever looks in between.</summary>
    public static async Task WritePrivateAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    /// <summary>As root, lets other users reach what belongs to them inside; they cannot list the folder.</summary>
    public static void LetOthersEnter(string path)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public static void Delete(string path)
    {
        for (var attempt = 1; Directory.Exists(path); attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (IOException) when (attempt < DeleteAttempts)
            {
                // A process that was just killed can still have been writing.
            }
        }

        Folders.TryRemove(path, out _);
    }
}
