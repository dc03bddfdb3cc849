using Grocery.Platform.Packages.Tests;
using Grocery.Platform.TestSupport;

[assembly: AssemblyFixture(typeof(PackedFamily))]

namespace Grocery.Platform.Packages.Tests;

/// <summary>The family packed from this checkout into a temporary feed, as a release does it.</summary>
public sealed class PackedFamily : IAsyncLifetime
{
    private readonly Lazy<Task<PreviousFamily>> _previous;

    public PackedFamily() => _previous = new(() => PreviousFamily.PackAsync(Path.Combine(Folder, "previous")));

    /// <summary>Gets a folder of this test run, outside the repository.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("grocery-packages-").FullName;

    /// <summary>Gets the folder that holds the packages.</summary>
    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>Gets the environment of those who use the packages.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        // A cache of its own: an older build of the same version in the user's cache must not be what is tested.
        ["NUGET_PACKAGES"] = Path.Combine(Folder, "cache"),
        ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(Folder, "http-cache"),
        ["DOTNET_CLI_HOME"] = Path.Combine(Folder, "home"),
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>Gets the packages but the one of templates.</summary>
    public IReadOnlyList<PackageFile> Packages { get; private set; } = [];

    /// <summary>Gets the version before, packed when a test first asks.</summary>
    public Task<PreviousFamily> Previous => _previous.Value;

    /// <summary>Gets the packages that a service references.</summary>
    public IEnumerable<PackageFile> Libraries => Packages.Where(package => !package.IsTool);

    /// <summary>Gets what comes to a service that references the one line; tests and tools do not.</summary>
    public IEnumerable<PackageFile> Service => Libraries.Where(package => package.Id != "Grocery.Platform.Testing");

    public async ValueTask InitializeAsync()
    {
        await PackAsync(Feed, Path.Combine(Folder, "build"));
        PackageFile[] all = [.. Directory.GetFiles(Feed, "*.nupkg").Order(StringComparer.Ordinal).Select(path => new PackageFile(path))];
        Templates = all.Single(package => package.Types.Contains("Template"));
        Packages = [.. all.Where(package => package != Templates)];
    }

    /// <summary>Gets the package of the templates.</summary>
    public PackageFile Templates { get; private set; } = null!;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Packs into a feed, from a build of its own.</summary>
    public static Task PackAsync(string feed, string artifacts) => PackAsync(Repository.Root, feed, artifacts);

    /// <summary>Packs another checkout.</summary>
    public static Task PackAsync(string checkout, string feed, string artifacts, params string[] arguments) =>
        Command.RunAsync(Path.Combine(checkout, "eng", "pack.sh"), ["--output", feed, "--artifacts", artifacts, .. arguments]);
}
