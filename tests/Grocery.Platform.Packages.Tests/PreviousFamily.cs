using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>
/// The version before this one: the newest released one under HEAD, or, as long as none is released, the commit before, if the clone has it. Its packages carry its version with the suffix
/// "previous", since both may have the same number.
/// </summary>
public sealed record PreviousFamily(string Feed, string Version)
{
    /// <summary>Packs it from a checkout of its own below the folder.</summary>
    public static async Task<PreviousFamily> PackAsync(string folder)
    {
        var commit = await CommitAsync();
        var checkout = Path.Combine(folder, "checkout");
        var feed = Path.Combine(folder, "feed");
        await GitAsync("clone", "--quiet", "--shared", "--no-checkout", Repository.Root, checkout);
        await GitAsync("-C", checkout, "-c", "advice.detachedHead=false", "checkout", "--quiet", commit);
        await PackedFamily.PackAsync(checkout, feed, Path.Combine(folder, "build"), "--suffix", "previous");

        var version = Directory.GetFiles(feed, "*.nupkg").Select(path => new PackageFile(path).Version).Distinct().Single();
        return new PreviousFamily(feed, version);
    }

    private static async Task<string> CommitAsync()
    {
        var (exitCode, tag, _) = await Command.TryRunAsync("git", ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "HEAD^"], Repository.Root);
        if (exitCode == 0)
            return tag.Trim();

        // A shallow clone has no commit before.
        var (found, before, _) = await Command.TryRunAsync("git", ["rev-parse", "--verify", "--quiet", "HEAD^"], Repository.Root);
        return found == 0 ? before.Trim() : "HEAD";
    }

    private static async Task<string> GitAsync(params string[] arguments) => (await Command.RunAsync("git", arguments)).Trim();
}
