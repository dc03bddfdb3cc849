using System.IO.Compression;
using System.Reflection.Metadata;

namespace Grocery.Feed;

/// <summary>A portable PDB with the key under which debuggers ask a symbol server for it (SSQP).</summary>
internal sealed record SymbolFile(string Name, string Key, byte[] Bytes)
{
    public static IEnumerable<SymbolFile> ReadAll(string symbolPackage)
    {
        using var zip = ZipFile.OpenRead(symbolPackage);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase)))
        {
            using var content = entry.Open();
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            yield return Read(symbolPackage, entry.Name, bytes.ToArray());
        }
    }

    private static SymbolFile Read(string symbolPackage, string name, byte[] bytes)
    {
        try
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(bytes));
            var id = new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id);
            return new SymbolFile(name.ToLowerInvariant(), $"{id.Guid:n}ffffffff", bytes);
        }
        catch (BadImageFormatException exception)
        {
            throw new FeedException($"{name} of {symbolPackage} is not a portable PDB: {exception.Message}");
        }
    }
}
