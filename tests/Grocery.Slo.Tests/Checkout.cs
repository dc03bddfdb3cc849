using Grocery.Platform.TestSupport;
using IO = System.IO.Path;

namespace Grocery.Slo.Tests;

/// <summary>A copy of what the tool reads and makes, in a folder of its own, to be changed.</summary>
internal sealed class Checkout : IDisposable
{
    public const string Carts = "samples/Grocery.Samples.Carts/slo.yaml";

    private static readonly string[] Parts = ["docs/operations/runbooks", "infra/monitoring/slo", "infra/monitoring/dashboards", "infra/terraform/environments"];

    public Checkout()
    {
        string[] files =
        [
            .. Directory.GetDirectories(Repository.Path("samples")).Select(folder => IO.Combine(folder, "slo.yaml")).Where(File.Exists),
            .. Parts.Select(part => Repository.Path(part)).SelectMany(folder => Directory.GetFiles(folder)),
        ];
        foreach (var file in files)
        {
            var copy = Path(IO.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(IO.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("slo-").FullName;

    public string Path(string path) => IO.Combine(Root, path);

    public string Read(string path) => File.ReadAllText(Path(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(IO.GetDirectoryName(Path(path))!);
        File.WriteAllText(Path(path), text);
    }

    /// <summary>Replaces a text that is there.</summary>
    public void Replace(string path, string old, string by)
    {
        var text = Read(path);
        Assert.Contains(old, text);
        Write(path, text.Replace(old, by, StringComparison.Ordinal));
    }

    /// <summary>Gets the number of the first line with a text.</summary>
    public int LineOf(string path, string text) => Array.FindIndex(File.ReadAllLines(Path(path)), line => line.Contains(text, StringComparison.Ordinal)) + 1;

    /// <summary>Runs the tool on this copy.</summary>
    public Task<Ran> RunAsync(params string[] args) => Ran.WithAsync([.. args, "--root", Root]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>How a run of the tool ended.</summary>
internal sealed record Ran(int Exit, string Output, string Error)
{
    public static async Task<Ran> WithAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await SloCommand.RunAsync(args, output, error);
        return new Ran(exit, output.ToString(), error.ToString());
    }
}
