using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Grocery.Docs.Api;

/// <summary>The XML documentation that the compiler wrote beside an assembly.</summary>
internal sealed class XmlFile(string path) : DocumentationProvider
{
    private readonly string _path = path;
    private readonly Lazy<Dictionary<string, string>> _members = new(() => XDocument.Load(path).Descendants("member")
        .GroupBy(member => (string)member.Attribute("name")!)
        .ToDictionary(same => same.Key, same => same.First().ToString(SaveOptions.DisableFormatting)));

    public override bool Equals(object? obj) => obj is XmlFile other && other._path == _path;

    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);

    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.Value.GetValueOrDefault(documentationMemberID);
}
