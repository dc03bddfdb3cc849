namespace Grocery.AppHost.Telemetry;

/// <summary>Follows all log files of a folder, those that come later too.</summary>
internal sealed class LogTail(string folder, LogStore store)
{
    private readonly Dictionary<string, LogFile> _files = [];

    /// <summary>Reads what has come since the look before.</summary>
    public void ReadOnce()
    {
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.log") : [];
        foreach (var gone in _files.Keys.Except(paths).ToArray())
            _files.Remove(gone);

        foreach (var path in paths)
        {
            if (!_files.TryGetValue(path, out var file))
                _files[path] = file = new LogFile(path);

            var writer = Path.GetFileNameWithoutExtension(path);
            foreach (var line in file.ReadNew())
                store.Add(LogLine.Read(line, writer));
        }
    }
}
