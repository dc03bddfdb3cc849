using System.Globalization;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Postgres;

/// <summary>The folder with the programs of PostgreSQL: one on the search path, else the newest of Debian's.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    public const string HowToInstall = "Install the Debian package 'postgresql', or put its bin folder on the PATH.";

    private const string DebianRoot = "/usr/lib/postgresql";
    private static readonly string[] Needed = ["initdb", "postgres", "psql"];

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Psql => Path.Combine(Folder, "psql");

    public static PostgresBinaries? Find() => Tools.SearchPath
        .Concat(DebianFolders())
        .Where(folder => Array.TrueForAll(Needed, name => File.Exists(Path.Combine(folder, name))))
        .Select(folder => new PostgresBinaries(folder))
        .FirstOrDefault();

    private static IEnumerable<string> DebianFolders() => Directory.Exists(DebianRoot)
        ? Directory.GetDirectories(DebianRoot)
            .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];
}
