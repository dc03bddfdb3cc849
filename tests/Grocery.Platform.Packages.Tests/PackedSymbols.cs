using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Packages.Tests;

/// <summary>The symbols of one package, with what a debugger reads in them.</summary>
internal sealed class PackedSymbols : IDisposable
{
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSourceKind = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly MetadataReaderProvider _provider;

    public PackedSymbols(byte[] bytes)
    {
        Bytes = bytes;
        _provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(bytes));
        Reader = _provider.GetMetadataReader();
        Id = new BlobContentId(Reader.DebugMetadataHeader!.Id);
        IdOffset = Reader.DebugMetadataHeader.IdStartOffset;
    }

    public byte[] Bytes { get; }

    public MetadataReader Reader { get; }

    public BlobContentId Id { get; }

    /// <summary>Gets where in the bytes the identity stands, which its checksum leaves out.</summary>
    public int IdOffset { get; }

    /// <summary>Gets what Source Link says: paths as they were built, and where their sources are.</summary>
    public IReadOnlyDictionary<string, string> Links
    {
        get
        {
            var json = JsonNode.Parse(Information(EntityHandle.ModuleDefinition, SourceLinkKind).Single())!;
            return json["documents"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
        }
    }

    /// <summary>Gets the documents, with the hash of each and whether its text is embedded.</summary>
    public IReadOnlyList<Document> Documents =>
    [
        .. Reader.Documents.Select(handle =>
        {
            var document = Reader.GetDocument(handle);
            return new Document(Reader.GetString(document.Name), Reader.GetBlobBytes(document.Hash), Information(handle, EmbeddedSourceKind).Any());
        }),
    ];

    /// <summary>Reads the symbols of a package from what lies beside it.</summary>
    public static PackedSymbols Of(PackageFile package)
    {
        var symbols = new PackageFile(Path.ChangeExtension(package.Path, ".snupkg"));
        return new PackedSymbols(symbols.Open($"lib/net10.0/{package.Id}.pdb").ToArray());
    }

    /// <summary>Reads what an assembly says of its symbols: their identity, and their checksum.</summary>
    public static (Guid Guid, uint Stamp, string Algorithm, byte[] Checksum) Expected(Stream assembly)
    {
        using var image = new PEReader(assembly);
        var entries = image.ReadDebugDirectory();
        var view = entries.Single(entry => entry.Type == DebugDirectoryEntryType.CodeView && entry.IsPortableCodeView);
        var checksum = image.ReadPdbChecksumDebugDirectoryData(entries.Single(entry => entry.Type == DebugDirectoryEntryType.PdbChecksum));
        return (image.ReadCodeViewDebugDirectoryData(view).Guid, view.Stamp, checksum.AlgorithmName, [.. checksum.Checksum]);
    }

    public void Dispose() => _provider.Dispose();

    private IEnumerable<byte[]> Information(EntityHandle parent, Guid kind) =>
        from handle in Reader.GetCustomDebugInformation(parent)
        let information = Reader.GetCustomDebugInformation(handle)
        where Reader.GetGuid(information.Kind) == kind
        select Reader.GetBlobBytes(information.Value);

    internal sealed record Document(string Name, byte[] Hash, bool IsEmbedded);
}
