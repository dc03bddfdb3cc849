using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Grocery.Docs.Api;

/// <summary>Turns XML documentation into Markdown, with links between the types.</summary>
internal sealed partial class XmlDocumentation(CSharpCompilation compilation)
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.None);

    public static string NameOf(ISymbol symbol) => symbol.ToDisplayString(Short);

    public static string FileOf(INamedTypeSymbol type) => $"{type.MetadataName.Replace('`', '-')}.md";

    public static string Escape(string text) => SpecialPattern().Replace(text, match => match.Value is "<" ? "&lt;" : match.Value is ">" ? "&gt;" : $"\\{match.Value}");

    /// <summary>Gets an element of a symbol's documentation as Markdown; empty when there is none.</summary>
    public string TextOf(ISymbol symbol, string element) =>
        DocumentOf(symbol)?.Element(element) is { } found ? Write(found).Trim() : "";

    /// <summary>Gets the elements of a kind, each with what it is about.</summary>
    public IEnumerable<(string About, string Text)> AllOf(ISymbol symbol, string element) =>
        from found in DocumentOf(symbol)?.Elements(element) ?? []
        let cref = found.Attribute("cref")?.Value
        let about = cref is null ? $"`{found.Attribute("name")?.Value}`" : Link(cref)
        select (about, Write(found).Trim());

    private static XElement? DocumentOf(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrEmpty(xml))
            return null;

        var document = XElement.Parse(xml);
        return document.Element("inheritdoc") is null ? document : InheritedBy(symbol) is { } from ? DocumentOf(from) : null;
    }

    private static ISymbol? InheritedBy(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        _ => symbol.ContainingType?.AllInterfaces.SelectMany(one => one.GetMembers(symbol.Name))
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)),
    };

    private string Write(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => Escape(SpacePattern().Replace(text.Value, " ")),
        XElement { Name.LocalName: "see" or "seealso" } see when see.Attribute("cref") is { } cref => Link(cref.Value),
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("href") is { } href => $"[{Escape(see.Value.Length > 0 ? see.Value : href.Value)}]({href.Value})",
        XElement { Name.LocalName: "paramref" or "typeparamref" } reference => $"`{reference.Attribute("name")?.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "code" } block => $"\n\n```csharp\n{block.Value.Trim('\n')}\n```\n\n",
        XElement { Name.LocalName: "item" } item => $"\n- {Write(item).Trim()}",
        XElement { Name.LocalName: "para" or "list" } part => $"\n\n{Write(part).Trim()}\n\n",
        XElement other => Write(other),
        _ => "",
    }));

    private string Link(string cref)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation) is not { } symbol)
            return $"`{cref[(cref.IndexOf(':', StringComparison.Ordinal) + 1)..]}`";

        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        var name = symbol is INamedTypeSymbol ? NameOf(symbol) : $"{NameOf(type)}.{symbol.Name}";
        return type.ContainingAssembly.Name.StartsWith("Grocery.Platform", StringComparison.Ordinal) && type.DeclaredAccessibility == Accessibility.Public
            ? $"[{Escape(name)}](../{type.ContainingAssembly.Name}/{FileOf(type)}{(symbol is INamedTypeSymbol ? "" : $"#{symbol.Name.ToLowerInvariant()}")})"
            : $"`{name}`";
    }

    [GeneratedRegex(@"[\\`*_{}\[\]<>]")]
    private static partial Regex SpecialPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
