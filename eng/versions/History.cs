using System.Runtime.CompilerServices;

namespace Grocery.Versions;

/// <summary>What one service ran in one environment before, as the commits of the file tell.</summary>
internal sealed class History(Git git)
{
    /// <summary>Gives the entries from the newest on; one that only repeats the image of the next newer is left out.</summary>
    public async IAsyncEnumerable<Entry> ReadAsync(VersionsFile now, string service, string environment, [EnumeratorCancellation] CancellationToken token)
    {
        var newer = now[service, environment];
        if (!newer.Image.IsNone)
            yield return newer;

        await foreach (var file in ReadFilesAsync(token))
        {
            if (Find(file, service, environment) is not { Image.IsNone: false } entry || entry.Image == newer.Image)
                continue;

            yield return entry;
            newer = entry;
        }
    }

    /// <summary>Gives the version that was written for a digest, wherever that was; <see langword="null"/> when nothing tells.</summary>
    public async Task<string?> FindVersionAsync(VersionsFile now, string digest, CancellationToken token)
    {
        if (VersionIn(now, digest) is { } known)
            return known;

        await foreach (var file in ReadFilesAsync(token))
        {
            if (VersionIn(file, digest) is { } former)
                return former;
        }

        return null;
    }

    private static string? VersionIn(VersionsFile file, string digest) =>
        file.Environments.SelectMany(environment => environment.Entries.Values).FirstOrDefault(entry => entry.Image.Digest == digest)?.Version;

    private static Entry? Find(VersionsFile file, string service, string environment) =>
        file.Environments.FirstOrDefault(known => known.Name == environment)?.Entries.GetValueOrDefault(service);

    private async IAsyncEnumerable<VersionsFile> ReadFilesAsync([EnumeratorCancellation] CancellationToken token)
    {
        // Of a merge counts what it brought to this branch.
        var (exitCode, commits, _) = await git.TryAsync(token, "log", "--first-parent", "--format=%H", "--", VersionsFile.Location);
        if (exitCode != 0)
            yield break;

        foreach (var commit in commits.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (await ReadFileAsync(commit, token) is { } file)
                yield return file;
        }
    }

    // A commit without the file, or with one of another form, has nothing to go back to.
    private async Task<VersionsFile?> ReadFileAsync(string commit, CancellationToken token)
    {
        var (exitCode, text, _) = await git.TryAsync(token, "show", $"{commit}:./{VersionsFile.Location}");
        try
        {
            return exitCode == 0 ? VersionsReader.Read(text, commit) : null;
        }
        catch (VersionsException)
        {
            return null;
        }
    }
}
