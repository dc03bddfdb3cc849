using System.Runtime.InteropServices;
using System.Text;

namespace Grocery.AppHost.Telemetry;

/// <summary>Follows one file that grows by lines. Not safe for concurrent use.</summary>
internal sealed class LogFile(string path)
{
    private const int LongestLine = 64 * 1024;
    private const int MostAtOnce = 1024 * 1024;
    private const int Head = 64;

    private readonly List<byte> _unfinished = [];
    private byte[] _head = [];
    private long _position;
    private bool _skipping;

    /// <summary>Reads the lines that are complete by now; an unfinished one comes when it is.</summary>
    /// <returns>No line when there is no file.</returns>
    public IReadOnlyList<string> ReadNew()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!IsSameFile(file))
                StartOver();

            return Read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A file that was replaced or emptied begins differently: no two log lines have the same time.
    private bool IsSameFile(FileStream file)
    {
        var head = new byte[Head];
        var length = file.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        var isSame = file.Length >= _position && head.AsSpan(0, length).StartsWith(_head);
        _head = head[..length];
        return isSame;
    }

    private void StartOver()
    {
        _position = 0;
        _skipping = false;
        _unfinished.Clear();
    }

    private List<string> Read(FileStream file)
    {
        file.Position = _position;
        var bytes = new byte[(int)Math.Min(file.Length - _position, MostAtOnce)];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;

        var lines = new List<string>();
        var rest = bytes.AsSpan(0, count);
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
        {
            Keep(rest[..end]);
            if (_unfinished.Count > 0)
                lines.Add(Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_unfinished)).TrimEnd('\r'));
            _unfinished.Clear();
            _skipping = false;
        }

        Keep(rest);
        return lines;
    }

    // What a line has beyond the limit is left out.
    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_skipping)
            return;

        var room = LongestLine - _unfinished.Count;
        _skipping = part.Length > room;
        _unfinished.AddRange(part[..Math.Min(room, part.Length)]);
    }
}
