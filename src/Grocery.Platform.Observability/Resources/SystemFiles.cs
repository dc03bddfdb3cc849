namespace Grocery.Platform.Observability.Resources;

/// <summary>Reads small files of the operating system, under a root that tests can choose.</summary>
internal sealed class SystemFiles(string root)
{
    /// <summary>Reads the trimmed text of a file; <see langword="null"/> when there is none, or it is empty or not to be read.</summary>
    public string? ReadText(string path) => string.Join('\n', ReadLines(path)).Trim() is { Length: > 0 } text ? text : null;

    public string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(root + path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
