namespace Grocery.Platform.TestSupport;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Gets the folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets a path in the checkout.</summary>
    public static string Path(params string[] segments) => System.IO.Path.Combine([Root, .. segments]);

    /// <summary>Gets the built assembly of a project, of the same configuration as the running test.</summary>
    public static string BuiltAssembly(string project) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", project, new DirectoryInfo(AppContext.BaseDirectory).Name, project + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Grocery.Platform.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Grocery.Platform.slnx above {AppContext.BaseDirectory}.");
    }
}
