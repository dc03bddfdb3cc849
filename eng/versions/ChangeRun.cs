namespace Grocery.Versions;

/// <summary>Makes a change: writes it, commits it, and with it wins the race against those who push at the same time, or says who won.</summary>
internal sealed class ChangeRun(Workspace workspace, ChangeOptions options, TimeProvider time, TextWriter output)
{
    private const int MostAttempts = 5;

    public async Task RunAsync(Func<VersionsFile, CancellationToken, Task<Change>> make, CancellationToken token)
    {
        if (options.DryRun)
        {
            var planned = await make(workspace.Read(), token);
            await DescribeAsync(planned, [.. workspace.FindChanged(planned.File).Keys], "would change");
            return;
        }

        using var only = await workspace.LockAsync(time, token);
        if (!options.Commit)
        {
            var written = await make(workspace.Read(), token);
            await DescribeAsync(written, workspace.Write(written.File), "changed; commit them");
            return;
        }

        await RequireRepositoryAsync(token);
        for (var attempt = 1; !await TryAsync(make, token); attempt++)
        {
            if (attempt == MostAttempts)
                throw new VersionsException($"Others pushed first {MostAttempts} times in a row; nothing was changed. Try again.");
            await output.WriteLineAsync("Somebody else pushed first; this is done again on top of it.");
        }
    }

    private async Task<bool> TryAsync(Func<VersionsFile, CancellationToken, Task<Change>> make, CancellationToken token)
    {
        var dirty = await FindDirtyAsync(token);
        if (options.Push)
            await CatchUpAsync(token);

        var change = await make(workspace.Read(), token);
        var ahead = RequireNothingElse(change, dirty);
        string[] paths = [.. workspace.Write(change.File).Union(ahead.Keys).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
        {
            await DescribeAsync(change, paths, "");
            return true;
        }

        try
        {
            await workspace.Git.RunAsync(token, ["add", "--", .. paths]);
            await workspace.Git.RunAsync(token, ["commit", "--quiet", "-m", change.Subject, "-m", change.Why, "--", .. paths]);
            if (options.Push && !await TryToPushAsync(token))
                return false;
        }
        catch (VersionsException)
        {
            // Such as a hook that refuses. There was nothing else in the tree.
            await workspace.Git.RunAsync(token, "reset", "--quiet", "--hard");
            workspace.Write(ahead);
            throw;
        }

        await DescribeAsync(change, paths, options.Push ? "committed and pushed" : "committed; push it");
        return true;
    }

    private async Task RequireRepositoryAsync(CancellationToken token)
    {
        if (await workspace.Git.FindLineAsync(token, "rev-parse", "--verify", "HEAD") is null)
            throw new VersionsException($"{workspace.Root} is not a git repository with a commit. Pass --no-commit to change the files alone.");
    }

    private async Task<string[]> FindDirtyAsync(CancellationToken token)
    {
        var changed = await workspace.Git.RunAsync(token, "diff", "--name-only", "--relative", "-z", "HEAD");
        return changed.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    // What a script that deploys wrote ahead of its record is what this change writes too.
    private Dictionary<string, string> RequireNothingElse(Change change, string[] dirty)
    {
        var stale = workspace.FindChanged(change.File);
        var generated = workspace.Generated.Generate(change.File);
        var others = dirty.Where(path => !generated.ContainsKey(path) || stale.ContainsKey(path)).ToArray();
        return others.Length == 0
            ? dirty.ToDictionary(path => path, path => generated[path])
            : throw new VersionsException($"There are changes that are not committed: {string.Join(", ", others)}. Commit or stash them first, or pass --no-commit.");
    }

    // What others pushed comes first; the change is then made from what they left.
    private async Task CatchUpAsync(CancellationToken token)
    {
        if (await workspace.Git.FindLineAsync(token, "rev-parse", "--abbrev-ref", "@{upstream}") is not { Length: > 0 } upstream)
            throw new VersionsException("This branch follows no other one, so that there is nowhere to push to: git branch --set-upstream-to=origin/main");

        await workspace.Git.RunAsync(token, "fetch", "--quiet");
        if (await workspace.Git.RunAsync(token, "rev-list", "--max-count=1", "@{upstream}..HEAD") is { Length: > 0 })
            throw new VersionsException($"This branch has commits that are not in {upstream}, and --push would push them too. Push or drop them first.");
        await workspace.Git.RunAsync(token, "merge", "--quiet", "--ff-only", "@{upstream}");
    }

    private async Task<bool> TryToPushAsync(CancellationToken token)
    {
        var branch = await workspace.Git.RunAsync(token, "rev-parse", "--abbrev-ref", "HEAD");
        var remote = await workspace.Git.RunAsync(token, "config", "--get", $"branch.{branch.Trim()}.remote");
        var target = await workspace.Git.RunAsync(token, "config", "--get", $"branch.{branch.Trim()}.merge");
        var (exitCode, _, error) = await workspace.Git.TryAsync(token, "push", "--quiet", remote.Trim(), $"HEAD:{target.Trim()}");
        if (exitCode == 0)
            return true;

        // The commit goes, so that it is made anew, or that nothing is left behind.
        await workspace.Git.RunAsync(token, "reset", "--quiet", "--keep", "HEAD~1");
        await workspace.Git.RunAsync(token, "fetch", "--quiet");
        var behind = await workspace.Git.RunAsync(token, "rev-list", "--max-count=1", "HEAD..@{upstream}");
        return behind.Length > 0 ? false : throw new VersionsException($"The change could not be pushed, and was taken back: {error.Trim()}");
    }

    private async Task DescribeAsync(Change change, IReadOnlyList<string> paths, string done)
    {
        await output.WriteLineAsync(paths.Count == 0 ? $"{change.Subject}: nothing to do, it is so already." : $"{change.Subject}\n\n{change.Why}\n");
        foreach (var path in paths)
            await output.WriteLineAsync($"  {path}");
        if (paths.Count > 0)
            await output.WriteLineAsync($"{paths.Count} files {done}.");
    }
}

/// <summary>How far a change goes.</summary>
internal sealed record ChangeOptions(bool Commit, bool DryRun, bool Push);
