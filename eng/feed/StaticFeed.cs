using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grocery.Feed;

/// <summary>
/// A folder in the form of NuGet's protocol v3: index.json, content (the packages), registration (what they say), search.json, symbols. Its documents
/// are written anew from the packages in it, so that they never tell of another set.
/// </summary>
internal sealed class StaticFeed(string folder, Uri url)
{
    // Addresses and ranges stay readable.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FeedDocuments _documents = new(url);

    private string Content => Path.Combine(folder, "content");

    /// <summary>Adds the packages of a folder, with their symbols, and returns what became of each.</summary>
    public IReadOnlyList<string> Add(string packages)
    {
        var incoming = Directory.GetFiles(packages, "*.nupkg").Order(StringComparer.Ordinal).Select(PublishedPackage.Read).ToArray();
        if (incoming.Length == 0)
            throw new FeedException($"there is no package in {packages}: eng/pack.sh makes them");

        // Nothing is written before all of them are known to fit.
        var added = incoming.Where(package => !IsThere(package)).ToArray();
        foreach (var package in added)
            Copy(package);

        foreach (var symbols in Directory.GetFiles(packages, "*.snupkg").SelectMany(SymbolFile.ReadAll))
            Write(Path.Combine("symbols", symbols.Name, symbols.Key, symbols.Name), symbols.Bytes);

        WriteDocuments();
        return [.. incoming.Select(package => $"{package.Identity.Id} {package.Identity.Version} is {(added.Contains(package) ? "added" : "there")}")];
    }

    private bool IsThere(PublishedPackage package)
    {
        var there = PathOf(package);
        if (!File.Exists(there))
            return false;

        return File.ReadAllBytes(there).AsSpan().SequenceEqual(File.ReadAllBytes(package.File))
            ? true
            : throw new FeedException($"{there} has other content than {package.File}: a version that is published never changes. Raise it, or remove that file");
    }

    private void Copy(PublishedPackage package)
    {
        var target = PathOf(package);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(package.File, target);
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(target)!, $"{package.Id}.nuspec"), package.NuspecBytes);
    }

    private void WriteDocuments()
    {
        var families = Directory.GetFiles(Content, "*.nupkg", SearchOption.AllDirectories)
            .Select(PublishedPackage.Read)
            .GroupBy(package => package.Id)
            .OrderBy(family => family.Key, StringComparer.Ordinal)
            .Select(family => family.OrderBy(package => package.Identity.Version).ToArray())
            .ToArray();
        foreach (var family in families)
        {
            var id = family[0].Id;
            Write(Path.Combine("content", id, "index.json"), FeedDocuments.Versions(family));
            Write(Path.Combine("registration", id, "index.json"), _documents.Registration(family));
            foreach (var package in family)
                Write(Path.Combine("registration", id, $"{package.Version}.json"), _documents.Leaf(package));
        }

        Write("search.json", _documents.Search(families));
        Write("index.json", _documents.Index());
    }

    private string PathOf(PublishedPackage package) => Path.Combine(Content, package.Id, package.Version, $"{package.Id}.{package.Version}.nupkg");

    private void Write(string path, JsonObject document) => Write(path, JsonSerializer.SerializeToUtf8Bytes(document, Indented));

    private void Write(string path, byte[] bytes)
    {
        var target = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, bytes);
    }
}
