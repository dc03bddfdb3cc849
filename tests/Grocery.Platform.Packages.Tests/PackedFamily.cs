using Grocery.Platform.Packages.Tests;
using Grocery.Platform.TestSupport;

[assembly: AssemblyFixture(typeof(PackedFamily))]

namespace Grocery.Platform.Packages.Tests;

/// <summary>The family packed from this checkout into a temporary feed, as a release does it.</summary>
public sealed class PackedFamily : IAsyncLifetime
{
    /// <summary>Gets a folder of this test run, outside the repository.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("grocery-packages-").FullName;

    /// <summary>Gets the folder that holds the packages.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>Gets the package files.</summary>
    public IReadOnlyList<PackageFile> Packages { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await PackAsync(Feed, Path.Combine(Folder, "build"));
        Packages = [.. Directory.GetFiles(Feed, "*.nupkg").Order(StringComparer.Ordinal).Select(path => new PackageFile(path))];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Packs into a feed, from a build of its own.</summary>
    public static Task PackAsync(string feed, string artifacts) =>
        Command.RunAsync(Repository.Path("eng", "pack.sh"), ["--output", feed, "--artifacts", artifacts]);
}
