using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Grocery.Docs.Api;

/// <summary>The page of one type: what it is, and its members by kind.</summary>
internal sealed class TypePage(INamedTypeSymbol type, XmlDocumentation documentation)
{
    private static readonly SymbolDisplayFormat Declaration = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private readonly StringBuilder _page = new();

    public string Write()
    {
        Append($"---\neditLink: false\n---\n\n# {XmlDocumentation.Escape(XmlDocumentation.NameOf(type))}\n\nNamespace `{type.ContainingNamespace.ToDisplayString()}`, package [{type.ContainingAssembly.Name}](README.md)\n\n");
        AppendCode(DeclarationOf(type));
        AppendText(type);
        AppendMembers("Values", members => members.OfType<IFieldSymbol>().Where(_ => type.TypeKind == TypeKind.Enum));
        AppendMembers("Fields", members => members.OfType<IFieldSymbol>().Where(_ => type.TypeKind != TypeKind.Enum));
        AppendMembers("Constructors", members => members.OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Constructor && method.Parameters.Length > 0 && SymbolEqualityComparer.Default.Equals(method.ContainingType, type)));
        AppendMembers("Properties", members => members.OfType<IPropertySymbol>());
        AppendMembers("Methods", members => members.OfType<IMethodSymbol>().Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.UserDefinedOperator));
        AppendMembers("Events", members => members.OfType<IEventSymbol>());
        return _page.ToString();
    }

    // What a record or an enum brings without anybody having written it needs no page.
    private static bool IsWritten(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute")
        && member is not IFieldSymbol { Name: "value__" };

    private static string DeclarationOf(ISymbol symbol)
    {
        if (symbol is not INamedTypeSymbol type)
            return symbol.ToDisplayString(Declaration);

        var kind = type.TypeKind == TypeKind.Class ? type.IsStatic ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "" : "";
        var bases = new[] { type.BaseType }.OfType<INamedTypeSymbol>()
            .Where(one => one.SpecialType is SpecialType.None)
            .Concat(type.TypeKind == TypeKind.Enum ? [] : type.Interfaces)
            .Select(one => one.ToDisplayString(Declaration.WithKindOptions(SymbolDisplayKindOptions.None)));
        var list = string.Join(", ", bases);
        return $"public {kind}{type.ToDisplayString(Declaration)}{(list.Length == 0 ? "" : $" : {list}")}";
    }

    // What a reader can set on a class may come from one of ours that it builds on.
    private IEnumerable<INamedTypeSymbol> Lineage()
    {
        for (var one = type; one is not null && one.ContainingAssembly.Name.StartsWith("Grocery.Platform", StringComparison.Ordinal); one = one.BaseType)
            yield return one;
    }

    private void AppendMembers(string title, Func<IEnumerable<ISymbol>, IEnumerable<ISymbol>> choose)
    {
        var members = choose(Lineage().SelectMany(one => one.GetMembers()).Where(IsWritten)).ToArray();
        if (members.Length == 0)
            return;

        Append($"\n## {title}\n\n");
        foreach (var member in members)
        {
            Append($"### {XmlDocumentation.Escape(member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? type.Name : member.Name)}\n\n");
            AppendCode(DeclarationOf(member));
            AppendText(member);
        }
    }

    private void AppendText(ISymbol symbol)
    {
        foreach (var (element, title) in new[] { ("summary", ""), ("value", "Value: "), ("remarks", "") })
        {
            if (documentation.TextOf(symbol, element) is { Length: > 0 } text)
                Append($"{title}{text}\n\n");
        }

        AppendList("Parameters", [.. documentation.AllOf(symbol, "typeparam"), .. documentation.AllOf(symbol, "param")]);
        if (documentation.TextOf(symbol, "returns") is { Length: > 0 } returns)
            Append($"Returns: {returns}\n\n");
        AppendList("Throws", [.. documentation.AllOf(symbol, "exception")]);
    }

    private void AppendList(string title, (string About, string Text)[] items)
    {
        if (items.Length > 0)
            Append($"{title}:\n\n{string.Concat(items.Select(item => $"- {item.About}: {item.Text}\n"))}\n");
    }

    private void AppendCode(string code) => Append($"```csharp\n{code}\n```\n\n");

    private void Append(FormattableString text) => _page.Append(text.ToString(CultureInfo.InvariantCulture));
}
