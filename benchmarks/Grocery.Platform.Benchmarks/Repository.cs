namespace Grocery.Platform.Benchmarks;

/// <summary>The folders of the repository that this program was built in.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Grocery.Platform.slnx")))
                return folder.FullName;
        }

        return Environment.CurrentDirectory;
    });

    public static string Budgets => Path.Combine(Root.Value, "benchmarks", "budgets.json");

    public static string Performance => Path.Combine(Root.Value, "docs", "performance");

    public static string Artifacts => Path.Combine(Root.Value, "artifacts", "benchmarks");
}
