using System.IO.Compression;
using System.Xml.Linq;

namespace Grocery.Platform.Packages.Tests;

/// <summary>A package as it lies in a feed.</summary>
public sealed class PackageFile
{
    private readonly XElement _metadata;

    /// <summary>Reads a package.</summary>
    public PackageFile(string path)
    {
        Path = path;
        using var zip = ZipFile.OpenRead(path);
        Entries = [.. zip.Entries.Select(entry => entry.FullName)];
        using var nuspec = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        _metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public string Path { get; }

    public IReadOnlyList<string> Entries { get; }

    public string Id => Text("id");

    public string Version => Text("version");

    public string License => Text("license");

    public string Readme => Text("readme");

    public string Icon => Text("icon");

    public XElement Repository => Element("repository");

    /// <summary>Gets the commit that the package was made from.</summary>
    public string Commit => Repository.Attribute("commit")!.Value;

    /// <summary>Gets whether the package is a command, and nothing to reference.</summary>
    public bool IsTool => Types.Contains("DotnetTool");

    /// <summary>Gets the dependencies, as <c>id version-range</c>.</summary>
    public IReadOnlyList<string> Dependencies =>
        [.. Descendants("dependency").Select(one => $"{one.Attribute("id")!.Value} {one.Attribute("version")!.Value}").Order(StringComparer.Ordinal)];

    /// <summary>Gets the kinds of files that each dependency is not to bring to who references this package.</summary>
    public IReadOnlyDictionary<string, string> ExcludedAssets =>
        Descendants("dependency").ToDictionary(one => one.Attribute("id")!.Value, one => one.Attribute("exclude")?.Value ?? "", StringComparer.Ordinal);

    /// <summary>Gets what kind of package it is; none for a library.</summary>
    public IReadOnlyList<string> Types => [.. Descendants("packageType").Select(one => one.Attribute("name")!.Value)];

    /// <summary>Gets the shared frameworks that the package needs.</summary>
    public IReadOnlyList<string> Frameworks => [.. Descendants("frameworkReference").Select(one => one.Attribute("name")!.Value)];

    /// <summary>Reads an entry into memory.</summary>
    public MemoryStream Open(string entry)
    {
        using var zip = ZipFile.OpenRead(Path);
        using var content = zip.GetEntry(entry)!.Open();
        var memory = new MemoryStream();
        content.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }

    public override string ToString() => Id;

    private XElement Element(string name) => _metadata.Elements().Single(element => element.Name.LocalName == name);

    private string Text(string name) => Element(name).Value;

    private IEnumerable<XElement> Descendants(string name) => _metadata.Descendants().Where(element => element.Name.LocalName == name);
}
