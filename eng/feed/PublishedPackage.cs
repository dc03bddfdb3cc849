using System.IO.Compression;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace Grocery.Feed;

/// <summary>A package in the feed, with what its documents say of it.</summary>
internal sealed class PublishedPackage
{
    private PublishedPackage(string file, PackageArchiveReader reader)
    {
        File = file;
        Nuspec = reader.NuspecReader;
        Identity = reader.GetIdentity();
        using var zip = ZipFile.OpenRead(file);
        Published = new DateTimeOffset(zip.Entries.Max(entry => entry.LastWriteTime).DateTime, TimeSpan.Zero);
        using var nuspec = reader.GetNuspec();
        using var memory = new MemoryStream();
        nuspec.CopyTo(memory);
        NuspecBytes = memory.ToArray();
    }

    public string File { get; }

    public PackageIdentity Identity { get; }

    public NuspecReader Nuspec { get; }

    public byte[] NuspecBytes { get; }

    /// <summary>Gets the time that the entries of the package carry: the same package gives the same documents.</summary>
    public DateTimeOffset Published { get; }

    /// <summary>Gets the name as it stands in addresses.</summary>
    public string Id => Identity.Id.ToLowerInvariant();

    /// <summary>Gets the version as it stands in addresses.</summary>
    public string Version => Identity.Version.ToNormalizedString().ToLowerInvariant();

    public static PublishedPackage Read(string file)
    {
        try
        {
            using var reader = new PackageArchiveReader(file);
            return new PublishedPackage(file, reader);
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException)
        {
            throw new FeedException($"{file} is not a package: {exception.Message}");
        }
    }
}
