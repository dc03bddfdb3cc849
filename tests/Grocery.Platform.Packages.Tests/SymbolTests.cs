using System.Security.Cryptography;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>What a debugger does: find the symbols of an assembly, then the source of a line in it.</summary>
[Collection(nameof(ServedFeed))]
public sealed class SymbolTests(PackedFamily family, ServedFeed feed)
{
    public static TheoryData<string> Assemblies => ["lib/net10.0", "runtimes/linux-x64/lib/net10.0", "runtimes/linux-arm64/lib/net10.0"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_symbols_are_those_of_the_assembly(string folder) => Assert.All(family.Libraries, package =>
    {
        using var symbols = PackedSymbols.Of(package);
        using var assembly = package.Open($"{folder}/{package.Id}.dll");
        var expected = PackedSymbols.Expected(assembly);
        var withoutIdentity = symbols.Bytes.ToArray();
        withoutIdentity.AsSpan(symbols.IdOffset, 20).Clear();

        Assert.Equal((expected.Guid, expected.Stamp), (symbols.Id.Guid, symbols.Id.Stamp));
        Assert.Equal("SHA256", expected.Algorithm);
        Assert.Equal(expected.Checksum, SHA256.HashData(withoutIdentity));
    });

    [Fact]
    public void Every_source_is_embedded_or_linked_to_its_commit_in_the_repository() => Assert.All(family.Libraries, package =>
    {
        using var symbols = PackedSymbols.Of(package);

        var link = Assert.Single(symbols.Links);
        Assert.Equal("/_/*", link.Key);
        Assert.Equal($"https://raw.githubusercontent.com/grocery-platform/grocery-platform/{package.Commit}/*", link.Value);
        Assert.NotEmpty(symbols.Documents);
        Assert.All(symbols.Documents.Where(document => !document.IsEmbedded), document =>
        {
            Assert.StartsWith("/_/src/", document.Name, StringComparison.Ordinal);
            Assert.Equal(document.Hash, SHA256.HashData(File.ReadAllBytes(Repository.Path(document.Name["/_/".Length..]))));
        });
        Assert.All(symbols.Documents.Where(document => document.IsEmbedded), document => Assert.StartsWith("/_/artifacts/", document.Name, StringComparison.Ordinal));
    });

    [Fact]
    public async Task A_debugger_finds_symbols_by_the_assembly_and_the_line_of_a_method_in_its_source()
    {
        using var client = new HttpClient { BaseAddress = feed.Address };
        foreach (var package in family.Libraries)
        {
            using var assembly = package.Open($"lib/net10.0/{package.Id}.dll");
            var (guid, _, _, _) = PackedSymbols.Expected(assembly);
            var name = $"{package.Id}.pdb".ToLowerInvariant();

            using var symbols = new PackedSymbols(await client.GetByteArrayAsync($"symbols/{name}/{guid:n}ffffffff/{name}", TestContext.Current.CancellationToken));

            Assert.Equal(guid, symbols.Id.Guid);
            var lines = FirstLines(symbols).ToArray();
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.NotEqual("", line.Trim()));
        }

        using var entry = PackedSymbols.Of(family.Packages.Single(package => package.Id == "Grocery.Platform"));
        Assert.Contains(FirstLines(entry), line => line.Contains("ArgumentNullException.ThrowIfNull(builder)", StringComparison.Ordinal));
    }

    // The first visible line of every method whose source is in the repository.
    private static IEnumerable<string> FirstLines(PackedSymbols symbols)
    {
        var linked = symbols.Documents.Where(document => !document.IsEmbedded).Select(document => document.Name).ToHashSet();
        foreach (var handle in symbols.Reader.MethodDebugInformation)
        {
            var method = symbols.Reader.GetMethodDebugInformation(handle);
            var point = method.GetSequencePoints().FirstOrDefault(candidate => !candidate.IsHidden);
            if (point.Document.IsNil)
                continue;

            var source = symbols.Reader.GetString(symbols.Reader.GetDocument(point.Document).Name);
            if (linked.Contains(source))
                yield return File.ReadLines(Repository.Path(source["/_/".Length..])).ElementAt(point.StartLine - 1);
        }
    }
}
