using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>A fresh web app outside the repository, with the package from the local feed.</summary>
internal sealed class ConsumerApp
{
    private readonly Dictionary<string, string?> _environment;

    private ConsumerApp(PackedFamily family, string name)
    {
        Folder = Directory.CreateDirectory(System.IO.Path.Combine(family.Folder, name)).FullName;
        _environment = new()
        {
            // A cache of its own: an older build of the same version in the user's cache must not be what is tested.
            ["NUGET_PACKAGES"] = System.IO.Path.Combine(family.Folder, "cache"),
            ["DOTNET_CLI_HOME"] = System.IO.Path.Combine(family.Folder, "home"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
    }

    public string Folder { get; }

    public static async Task<ConsumerApp> CreateAsync(PackedFamily family, string name)
    {
        var app = new ConsumerApp(family, name);
        await app.WriteAsync("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="local" value="{family.Feed}" />
              </packageSources>
            </configuration>
            """);
        await app.DotnetAsync("new", "web", "--output", ".");
        await app.DotnetAsync("add", "package", "Grocery.Platform");
        return app;
    }

    public string Path(params string[] segments) => System.IO.Path.Combine([Folder, .. segments]);

    public Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path(file), text);

    public Task DotnetAsync(params string[] arguments) => Command.RunAsync("dotnet", arguments, Folder, _environment);

    public async Task<(int ExitCode, string Output)> TryDotnetAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await Command.TryRunAsync("dotnet", arguments, Folder, _environment);
        return (exitCode, output + error);
    }
}
