using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Grocery.Platform.Analyzers.CodeFixes.Logging;

/// <summary>Reads a message that is put together into a template and its values.</summary>
internal sealed class MessageReader
{
    private readonly SemanticModel _model;
    private readonly StringBuilder _template = new();
    private readonly List<ExpressionSyntax> _values = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private MessageReader(SemanticModel model) => _model = model;

    /// <summary>Reads a message; <see langword="null"/> when it cannot become a template that says the same.</summary>
    public static (string Template, IReadOnlyList<ExpressionSyntax> Values)? Read(ExpressionSyntax message, SemanticModel model)
    {
        var reader = new MessageReader(model);
        return reader.TryRead(message) ? (reader._template.ToString(), reader.Values()) : null;
    }

    private bool TryRead(ExpressionSyntax part)
    {
        switch (part)
        {
            case ParenthesizedExpressionSyntax parenthesized when IsText(parenthesized.Expression):
                return TryRead(parenthesized.Expression);
            case LiteralExpressionSyntax { Token.Value: string or char } literal:
                AppendText(literal.Token.ValueText);
                return true;
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && IsText(sum):
                return TryRead(sum.Left) && TryRead(sum.Right);
            case InterpolatedStringExpressionSyntax interpolated:
                return interpolated.Contents.All(TryRead);
            case InvocationExpressionSyntax call when _model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } method:
                return method.Name == "Concat" ? AreParts(method, call) && call.ArgumentList.Arguments.All(argument => TryRead(argument.Expression)) : TryReadFormat(call);
            default:
                return TryAppendValue(part, "", "");
        }
    }

    private bool TryRead(InterpolatedStringContentSyntax content)
    {
        if (content is InterpolatedStringTextSyntax text)
        {
            AppendText(_model.GetOperation(text) is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string value } }
                ? value
                : text.TextToken.ValueText);
            return true;
        }

        var hole = (InterpolationSyntax)content;
        var alignment = "";
        if (hole.AlignmentClause is { } clause)
        {
            if (_model.GetConstantValue(clause.Value) is not { HasValue: true, Value: int width })
                return false;
            alignment = FormattableString.Invariant($",{width}");
        }

        var format = hole.FormatClause is { } given ? ":" + given.FormatStringToken.ValueText : "";
        return !format.Contains('{') && !format.Contains('}') && TryAppendValue(hole.Expression, alignment, format);
    }

    private bool TryReadFormat(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Any(argument => argument.NameColon is not null) || arguments[0].Expression is not LiteralExpressionSyntax { Token.Value: string format })
            return false;

        var end = 0;
        foreach (var (start, hole) in CompositeFormat.HolesOf(format))
        {
            AppendText(CompositeFormat.TextOf(format, end, start));
            end = start + hole.Length;
            if (CompositeFormat.Parse(hole) is not { } parsed || parsed.Index + 1 >= arguments.Count || !TryAppendValue(arguments[parsed.Index + 1].Expression, parsed.Alignment, parsed.Format))
                return false;
        }

        AppendText(CompositeFormat.TextOf(format, end, format.Length));
        return true;
    }

    private bool TryAppendValue(ExpressionSyntax value, string alignment, string format)
    {
        while (value is ParenthesizedExpressionSyntax parenthesized)
            value = parenthesized.Expression;

        // A value that no object can hold, such as a span, cannot be an argument.
        if (_model.GetTypeInfo(value).Type is null or { IsRefLikeType: true } or IPointerTypeSymbol)
            return false;

        var name = PlaceholderName.Of(value, _names);
        _template.Append('{').Append(name).Append(alignment).Append(format).Append('}');
        _values.Add(value);
        return true;
    }

    // One array of objects would be taken for all the arguments.
    private IReadOnlyList<ExpressionSyntax> Values() =>
        _values.Count == 1 && _values[0] is var only && _model.GetTypeInfo(only).Type is IArrayTypeSymbol { ElementType.IsReferenceType: true }
            ? [SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.ObjectKeyword)), only)]
            : [.. _values.Select(value => value.WithoutTrivia())];

    private bool IsText(ExpressionSyntax expression) => _model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String;

    // Not those of one sequence or array.
    private bool AreParts(IMethodSymbol method, InvocationExpressionSyntax call) =>
        method.Parameters.All(parameter => parameter.IsParams || parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Object)
        && call.ArgumentList.Arguments.All(argument => _model.GetTypeInfo(argument.Expression).Type is not IArrayTypeSymbol);

    private void AppendText(string text) => _template.Append(text.Replace("{", "{{").Replace("}", "}}"));
}
