using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Grocery.Platform.Analyzers.CodeFixes;

/// <summary>A fix that changes one document, for one finding or for all of it in one pass.</summary>
internal abstract class DocumentFix(DiagnosticDescriptor[] rules, string title) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules.Select(rule => rule.Id)];

    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return;

        foreach (var diagnostic in context.Diagnostics)
        {
            if (FixOf(NodeOf(root, diagnostic), model, diagnostic) is not null)
                context.RegisterCodeFix(CodeAction.Create(title, token => FixAsync(context.Document, [diagnostic], token), title), diagnostic);
        }
    }

    /// <summary>Works out the change for a finding; <see langword="null"/> when none is safe.</summary>
    protected abstract Action<SyntaxEditor>? FixOf(SyntaxNode node, SemanticModel model, Diagnostic diagnostic);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics.OrderByDescending(one => one.Location.SourceSpan.Start))
            FixOf(NodeOf(editor.OriginalRoot, diagnostic), editor.SemanticModel, diagnostic)?.Invoke(editor);

        return editor.GetChangedDocument();
    }

    private static SyntaxNode NodeOf(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
}
