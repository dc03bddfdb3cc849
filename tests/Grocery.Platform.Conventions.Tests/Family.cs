using System.Reflection;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Conventions.Tests;

/// <summary>The libraries of the family, found in <c>src</c>, so that a new one cannot escape the rules.</summary>
internal static class Family
{
    // The analyzers are loaded by compilers, never by a service; they have no public surface.
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. Projects.Select(folder => Path.GetFileName(folder)!)
            .Where(name => !name.StartsWith("Grocery.Platform.Analyzers", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Assembly.Load),
    ];

    public static IEnumerable<Type> Types => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Grocery.Platform", StringComparison.Ordinal) == true)
        .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.DeclaringType is null);

    /// <summary>Gets the classes that are read from a section of the configuration.</summary>
    public static IEnumerable<Type> OptionsTypes =>
        Types.Where(type => type is { IsPublic: true, IsClass: true } && type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not null);

    public static IEnumerable<(string Project, string Folder, string Path)> SourceFiles =>
        from project in Projects
        from path in Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(project, path)
        where !relative.StartsWith("obj", StringComparison.Ordinal) && !relative.StartsWith("bin", StringComparison.Ordinal)
        select (Path.GetFileName(project), Path.GetDirectoryName(relative)!, path);

    // A template has code of others-to-be, and none of its own.
    private static IEnumerable<string> Projects => Directory.GetDirectories(Repository.Path("src"))
        .Where(folder => !Path.GetFileName(folder).Equals("Grocery.Platform.Templates", StringComparison.Ordinal));
}
