using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Conventions.Tests;

public sealed partial class SourceConventionTests(ITestOutputHelper output)
{
    private const int LongestFile = 250;
    private const int LongestTypicalFile = 120;

    private static readonly string[] ForbiddenFolders =
        ["Internal", "Helpers", "Utils", "Common", "Models", "Services", "Interfaces", "Extensions"];

    [Fact]
    public void Folders_are_feature_nouns()
    {
        var vague = Family.SourceFiles
            .Where(file => file.Folder.Split(Path.DirectorySeparatorChar).Any(ForbiddenFolders.Contains))
            .Select(file => file.Path);

        Assert.Empty(vague);
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var wrong =
            from file in Family.SourceFiles
            let declared = NamespacePattern().Match(File.ReadAllText(file.Path)).Groups[1].Value
            where !file.Path.EndsWith("Extensions.cs", StringComparison.Ordinal) && declared.Length > 0 && declared != ExpectedNamespace(file.Project, file.Folder)
            select $"{file.Path}: {declared}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_are_short()
    {
        var lengths = Family.SourceFiles
            .Select(file => (file.Path, Lines: File.ReadLines(file.Path).Count()))
            .OrderBy(file => file.Lines)
            .ToArray();

        output.WriteLine($"{lengths.Length} files, median {lengths[lengths.Length / 2].Lines}, p90 {lengths[lengths.Length * 9 / 10].Lines} lines");
        Assert.All(lengths, file => Assert.True(file.Lines <= LongestFile, $"{file.Path} has {file.Lines} lines, more than {LongestFile}"));
        Assert.True(lengths[lengths.Length * 9 / 10].Lines <= LongestTypicalFile, "The 90th percentile of the file lengths is over the limit.");
    }

    [Fact]
    public void Every_suppression_gives_its_reason()
    {
        var silent =
            from file in Family.SourceFiles
            from line in File.ReadLines(file.Path)
            where line.Contains("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)
            select $"{file.Path}: {line.Trim()}";
        var unjustified =
            from file in Family.SourceFiles
            let text = File.ReadAllText(file.Path)
            where SuppressionPattern().Count(text) > JustificationPattern().Count(text)
            select file.Path;

        Assert.Empty(silent);
        Assert.Empty(unjustified);
    }

    [Fact]
    public void Versions_stand_in_one_file_only()
    {
        var versions =
            from path in Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            where !path.Contains("artifacts", StringComparison.Ordinal)
            where VersionPattern().IsMatch(File.ReadAllText(path))
            select path;

        Assert.Empty(versions);
    }

    [Fact]
    public void Packages_of_the_second_floor_do_not_reference_each_other()
    {
        string[] secondFloor = ["Observability", "Resilience", "Config", "Health"];

        var crossings =
            from floor in secondFloor
            let project = Repository.Path("src", $"Grocery.Platform.{floor}", $"Grocery.Platform.{floor}.csproj")
            from Match reference in ReferencePattern().Matches(File.ReadAllText(project))
            where reference.Groups[1].Value != "Grocery.Platform.Abstractions"
            select $"{floor} references {reference.Groups[1].Value}";
        var abstractions = ReferencePattern().Matches(
            File.ReadAllText(Repository.Path("src", "Grocery.Platform.Abstractions", "Grocery.Platform.Abstractions.csproj")));

        Assert.Empty(crossings);
        Assert.Empty(abstractions);
    }

    private static string ExpectedNamespace(string project, string folder)
    {
        var root = project == "Grocery.Platform.Abstractions" ? "Grocery.Platform" : project;
        return folder.Length == 0 ? root : $"{root}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex("SuppressMessage\\(")]
    private static partial Regex SuppressionPattern();

    [GeneratedRegex("Justification = \"[^\"]{10,}")]
    private static partial Regex JustificationPattern();

    [GeneratedRegex("<PackageReference[^>]*Version=")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")]
    private static partial Regex ReferencePattern();
}
