using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Grocery.Platform.Conventions.Tests.Schema;

/// <summary>What the XML documentation beside an assembly says, as plain text.</summary>
internal sealed partial class XmlDocumentation(Assembly assembly)
{
    private readonly Dictionary<string, XElement> _members = XDocument
        .Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Reads what a class is for.</summary>
    public string Describe(Type type) => TextOf($"T:{type.FullName}", "summary");

    /// <summary>Reads what a property does, and which values it takes.</summary>
    public string Describe(PropertyInfo property)
    {
        var member = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        return $"{AsNoun(TextOf(member, "summary"))} {TextOf(member, "value")}".Trim();
    }

    private string TextOf(string member, string part) =>
        _members.TryGetValue(member, out var documentation) && documentation.Element(part) is { } element
            ? SpacePattern().Replace(string.Concat(element.Nodes().Select(Read)), " ").Trim()
            : "";

    private static string Read(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("langword")?.Value ?? see.Attribute("cref")?.Value.Split('(')[0].Split('.')[^1] ?? see.Value,
        XElement element => string.Concat(element.Nodes().Select(Read)),
        _ => "",
    };

    // In an editor the text stands beside a key, which nobody gets or sets.
    private static string AsNoun(string summary)
    {
        var text = summary.Replace("a value indicating whether", "whether", StringComparison.Ordinal);
        foreach (var verb in new[] { "Gets or sets ", "Gets " })
        {
            if (text.StartsWith(verb, StringComparison.Ordinal))
                return char.ToUpperInvariant(text[verb.Length]) + text[(verb.Length + 1)..];
        }

        return text;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
