using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>A checkout whose HEAD is the commit that packages were made from; with or without the tag of a release.</summary>
internal sealed class ReleasedCheckout : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grocery-release-").FullName;

    private string Checkout => Path.Combine(_folder, "checkout");

    public static async Task<ReleasedCheckout> CreateAsync(string commit)
    {
        var checkout = new ReleasedCheckout();
        await Command.RunAsync("git", ["clone", "--quiet", "--shared", "--no-checkout", Repository.Root, checkout.Checkout]);
        await checkout.GitAsync("-c", "advice.detachedHead=false", "checkout", "--quiet", commit);
        await checkout.TakeScriptsAsync();
        return checkout;
    }

    /// <summary>Makes another commit the current one.</summary>
    public Task CommitAsync() => GitAsync("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--allow-empty", "--message", "Another");

    public Task TagAsync(string tag) => GitAsync("tag", "--force", tag);

    /// <summary>Writes a file that belongs to no commit.</summary>
    public void Change() => File.WriteAllText(Path.Combine(Checkout, "forgotten.txt"), "");

    public async Task<(int ExitCode, string Output, string Error)> PublishAsync(string packages, string source, Dictionary<string, string?> environment, params string[] arguments) =>
        await Command.TryRunAsync(Path.Combine(Checkout, "eng", "publish.sh"), ["--packages", packages, .. arguments, source], _folder, environment);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The scripts of the tree that is tested; to git it looks as if they were those of the commit.
    private async Task TakeScriptsAsync()
    {
        Directory.CreateDirectory(Path.Combine(Checkout, "eng", "publish"));
        foreach (var script in new[] { "eng/lib.sh", "eng/publish.sh", "eng/publish/folder.sh", "eng/publish/protocol.sh" })
        {
            File.Copy(Repository.Path(script), Path.Combine(Checkout, script), overwrite: true);
            await File.AppendAllTextAsync(Path.Combine(Checkout, ".git", "info", "exclude"), $"/{script}\n");
            if (await GitAsync("ls-files", script) != "")
                await GitAsync("update-index", "--skip-worktree", script);
        }
    }

    private async Task<string> GitAsync(params string[] arguments) => (await Command.RunAsync("git", arguments, Checkout)).Trim();
}
