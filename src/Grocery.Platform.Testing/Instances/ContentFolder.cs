using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Instances;

/// <summary>
/// The content root of one instance: links to what the service brings, and a settings file that the suite may change while the service runs.
/// </summary>
internal sealed class ContentFolder : IDisposable
{
    private const string FileName = "appsettings.json";

    private static readonly JsonDocumentOptions AsConfiguration = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _original;

    private ContentFolder(string path, string original) => (Path, _original) = (path, original);

    public string Path { get; }

    public static ContentFolder Of(string folder)
    {
        var path = Directory.CreateTempSubdirectory("grocery-conformance-").FullName;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != FileName))
        {
            var link = System.IO.Path.Combine(path, entry.Name);
            if (entry is DirectoryInfo)
                Directory.CreateSymbolicLink(link, entry.FullName);
            else
                File.CreateSymbolicLink(link, entry.FullName);
        }

        var file = System.IO.Path.Combine(folder, FileName);
        var content = new ContentFolder(path, File.Exists(file) ? File.ReadAllText(file) : "{}");
        content.Write(content._original);
        return content;
    }

    /// <summary>Writes the service's own settings with one value changed.</summary>
    public void Set(string key, JsonNode value)
    {
        var root = JsonNode.Parse(_original, documentOptions: AsConfiguration)!.AsObject();
        var segments = key.Split(':');
        var section = root;
        foreach (var segment in segments[..^1])
            section = (JsonObject)(section[segment] ??= new JsonObject());

        section[segments[^1]] = value;
        Write(root.ToJsonString());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // Moved into place, so that the service never reads half a file.
    private void Write(string text)
    {
        var draft = System.IO.Path.Combine(Path, "appsettings.draft");
        File.WriteAllText(draft, text);
        File.Move(draft, System.IO.Path.Combine(Path, FileName), overwrite: true);
    }
}
