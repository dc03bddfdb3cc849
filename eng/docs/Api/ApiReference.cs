using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Grocery.Docs.Api;

/// <summary>Everything that users of the packages can name, with what the XML documentation says about it.</summary>
public sealed class ApiReference
{
    private readonly IReadOnlyList<IAssemblySymbol> _packages;
    private readonly XmlDocumentation _documentation;

    private ApiReference(IReadOnlyList<IAssemblySymbol> packages, XmlDocumentation documentation) =>
        (_packages, _documentation) = (packages, documentation);

    /// <summary>Loads the packages that stand beside this program.</summary>
    public static ApiReference Load()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path =>
            MetadataReference.CreateFromFile(path, documentation: Documentation(path))).ToArray();
        var compilation = CSharpCompilation.Create("Reference", references: references);
        var packages = references.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .Where(assembly => assembly.Name.StartsWith("Grocery.Platform", StringComparison.Ordinal))
            .OrderBy(assembly => assembly.Name, StringComparer.Ordinal)
            .ToArray();
        return new ApiReference(packages, new XmlDocumentation(compilation));
    }

    /// <summary>Writes a page for each package and for each of its types; the answer is their number.</summary>
    public int WriteTo(string folder)
    {
        var pages = 0;
        foreach (var package in _packages)
        {
            var types = TypesOf(package.GlobalNamespace).OrderBy(type => type.Name, StringComparer.Ordinal).ToArray();
            if (types.Length == 0)
                continue;

            var into = Directory.CreateDirectory(Path.Combine(folder, package.Name)).FullName;
            File.WriteAllText(Path.Combine(into, "README.md"), PackagePage(package, types));
            foreach (var type in types)
                File.WriteAllText(Path.Combine(into, XmlDocumentation.FileOf(type)), new TypePage(type, _documentation).Write());
            pages += types.Length + 1;
        }

        return pages;
    }

    private static XmlFile? Documentation(string assembly) =>
        Path.ChangeExtension(assembly, ".xml") is var xml && File.Exists(xml) ? new XmlFile(xml) : null;

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public).Concat(space.GetNamespaceMembers().SelectMany(TypesOf));

    private string PackagePage(IAssemblySymbol package, IEnumerable<INamedTypeSymbol> types)
    {
        var rows = types.Select(type =>
            $"| [{XmlDocumentation.Escape(XmlDocumentation.NameOf(type))}]({XmlDocumentation.FileOf(type)}) | {_documentation.TextOf(type, "summary").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} |");
        return $"---\neditLink: false\n---\n\n# {package.Name}\n\n| type | |\n|---|---|\n{string.Join('\n', rows)}\n";
    }
}
