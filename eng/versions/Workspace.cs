namespace Grocery.Versions;

/// <summary>The working tree: the file, and what is generated from it.</summary>
internal sealed class Workspace(string root)
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LockBound = TimeSpan.FromSeconds(60);

    public GeneratedFiles Generated { get; } = new(root);

    public Git Git { get; } = new(root);

    public string Root => root;

    /// <summary>Finds the working tree that a folder is in.</summary>
    /// <exception cref="VersionsException">There is no file in it, nor above it.</exception>
    public static Workspace Find(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, VersionsFile.Location)))
                return new Workspace(candidate.FullName);
        }

        throw new VersionsException($"There is no {VersionsFile.Location} in {folder} or above it. Go into the repository, or name it by --root FOLDER.");
    }

    public VersionsFile Read() => VersionsReader.Read(File.ReadAllText(In(VersionsFile.Location)), VersionsFile.Location);

    /// <summary>Writes the file and what is generated from it.</summary>
    /// <returns>The paths that changed.</returns>
    public IReadOnlyList<string> Write(VersionsFile file)
    {
        var changed = FindChanged(file);
        Write(changed);
        return [.. changed.Keys];
    }

    /// <summary>Writes files, by their path from the root.</summary>
    public void Write(IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, text) in files)
            Replace(In(path), text);
    }

    /// <summary>Gives the files that <see cref="Write(VersionsFile)"/> would change.</summary>
    public IReadOnlyDictionary<string, string> FindChanged(VersionsFile file)
    {
        var changed = Generated.FindStale(file).ToDictionary();
        if (File.ReadAllText(In(VersionsFile.Location)) != file.Text)
            changed[VersionsFile.Location] = file.Text;
        return changed;
    }

    /// <summary>Keeps every other change of this working tree out until it is disposed.</summary>
    /// <exception cref="VersionsException">Another one did not end.</exception>
    public async Task<IDisposable> LockAsync(TimeProvider time, CancellationToken token)
    {
        var folder = await Git.FindLineAsync(token, "rev-parse", "--absolute-git-dir") ?? Path.Combine(root, "infra");
        var path = Path.Combine(folder, ".versions.lock");
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (time.GetElapsedTime(start) < LockBound)
            {
                await Task.Delay(LockPause, time, token);
            }
            catch (IOException exception)
            {
                throw new VersionsException($"Another change of {VersionsFile.Location} did not end within {LockBound.TotalSeconds:N0} s: {exception.Message}. Try again when it has.");
            }
        }
    }

    // By renaming, so that nobody reads half a file.
    private static void Replace(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private string In(string path) => Path.Combine(root, path);
}
