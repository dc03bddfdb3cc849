using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Grocery.Platform.Analyzers.CodeFixes.Logging;

/// <summary>Names the placeholder of a value after what the code calls it.</summary>
internal static class PlaceholderName
{
    // They say too little without what they are of.
    private static readonly HashSet<string> Partial = new(StringComparer.Ordinal)
    {
        "Id", "Name", "Key", "Code", "Type", "Kind", "Count", "Length", "Number", "Status", "State", "Message", "Version", "Total", "Size", "Path", "Host", "Port",
    };

    private static readonly HashSet<string> Transparent = new(StringComparer.Ordinal) { "Value", "Result", "ToString", "GetType", "ToArray", "ToList", "ConfigureAwait", "Trim" };

    /// <summary>Gets a name that none of those used so far has.</summary>
    public static string Of(ExpressionSyntax value, HashSet<string> used)
    {
        var name = Pascal(NameOf(value) ?? "Value");
        var unique = name;
        for (var number = 2; !used.Add(unique); number++)
            unique = name + number;

        return unique;
    }

    private static string? NameOf(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax member => Joined(member.Expression, member.Name.Identifier.ValueText),
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax bound } access => Joined(access.Expression, bound.Name.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } when Transparent.Contains(member.Name.Identifier.ValueText) => NameOf(member.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => Joined(member.Expression, Called(member.Name.Identifier.ValueText)),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax method } => Called(method.Identifier.ValueText),
        AwaitExpressionSyntax awaited => NameOf(awaited.Expression),
        ParenthesizedExpressionSyntax parenthesized => NameOf(parenthesized.Expression),
        CastExpressionSyntax cast => NameOf(cast.Expression),
        PostfixUnaryExpressionSyntax postfix => NameOf(postfix.Operand),
        ElementAccessExpressionSyntax element => NameOf(element.Expression),
        BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CoalesceExpression } coalesce => NameOf(coalesce.Left),
        _ => null,
    };

    private static string? Joined(ExpressionSyntax owner, string name)
    {
        if (Transparent.Contains(name))
            return NameOf(owner) ?? name;
        if (!Partial.Contains(name) || owner is ThisExpressionSyntax or BaseExpressionSyntax)
            return name;

        return NameOf(owner) is { } prefix ? Pascal(prefix) + name : name;
    }

    private static string Called(string method)
    {
        var name = method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method;
        return name.Length > 3 && name.StartsWith("Get", StringComparison.Ordinal) && char.IsUpper(name[3]) ? name.Substring(3) : name;
    }

    private static string Pascal(string name)
    {
        var bare = name.TrimStart('_', '@');
        return bare.Length == 0 ? "Value" : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
    }
}
