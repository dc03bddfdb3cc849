using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>A fresh web app outside the repository, with the package from the local feed.</summary>
internal sealed class ConsumerApp
{
    private readonly Dictionary<string, string?> _environment;

    private ConsumerApp(PackedFamily family, string name, string cache)
    {
        Folder = Directory.CreateDirectory(System.IO.Path.Combine(family.Folder, name)).FullName;
        _environment = new(family.Environment) { ["NUGET_PACKAGES"] = System.IO.Path.Combine(family.Folder, cache) };
    }

    public string Folder { get; }

    /// <summary>Creates the app with the newest version in the folder of the family.</summary>
    public static Task<ConsumerApp> CreateAsync(PackedFamily family, string name) => CreateAsync(family, name, family.Feed, "cache");

    /// <summary>Creates the app with a version in another source, or the newest one, which is kept in a cache of this name.</summary>
    public static async Task<ConsumerApp> CreateAsync(PackedFamily family, string name, string source, string cache, string? version = null)
    {
        var app = new ConsumerApp(family, name, cache);
        await app.WriteAsync("nuget.config", SourcesWith(source));
        await app.DotnetAsync("new", "web", "--output", ".");
        await app.UseAsync(version);
        return app;
    }

    /// <summary>Gets the text of a NuGet configuration with one source more, which may be one on loopback.</summary>
    public static string SourcesWith(string source) => $"""
        <configuration>
          <packageSources>
            <add key="local" value="{source}" allowInsecureConnections="true" />
          </packageSources>
        </configuration>
        """;

    /// <summary>References a version of the package, or the newest one.</summary>
    public Task UseAsync(string? version) => DotnetAsync(["add", "package", "Grocery.Platform", .. version is null ? Array.Empty<string>() : ["--version", version]]);

    public string Path(params string[] segments) => System.IO.Path.Combine([Folder, .. segments]);

    public Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path(file), text);

    public Task DotnetAsync(params string[] arguments) => Command.RunAsync("dotnet", arguments, Folder, _environment);

    public async Task<(int ExitCode, string Output)> TryDotnetAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await Command.TryRunAsync("dotnet", arguments, Folder, _environment);
        return (exitCode, output + error);
    }
}
