using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>A service made from the template, outside the repository.</summary>
internal sealed class Instance
{
    private readonly Dictionary<string, string?> _environment;

    private Instance(PackedFamily family, string name)
    {
        Name = name;
        Folder = System.IO.Path.Combine(family.Folder, "instance-" + name, name);
        // The template engine does not bear two installations of one template in one home.
        _environment = new(family.Environment) { ["DOTNET_CLI_HOME"] = System.IO.Path.Combine(family.Folder, "home-" + name) };
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Installs the template and makes an instance of it.</summary>
    public static async Task<Instance> CreateAsync(PackedFamily family, string name, params string[] options)
    {
        var instance = new Instance(family, name);
        await Command.RunAsync("dotnet", ["new", "install", family.Templates.Path], family.Folder, instance._environment);
        await Command.RunAsync("dotnet", ["new", "grocery-service", "--name", name, "--output", instance.Folder, .. options], family.Folder, instance._environment);
        return instance;
    }

    public string Path(params string[] segments) => System.IO.Path.Combine([Folder, .. segments]);

    public string Read(params string[] segments) => File.ReadAllText(Path(segments));

    public IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories);

    public async Task<string> DotnetAsync(string[] arguments, params (string Key, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(_environment);
        foreach (var (key, value) in variables)
            environment[key] = value;

        var (exitCode, output, error) = await Command.TryRunAsync("dotnet", arguments, Folder, environment);
        return exitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {exitCode}.\n{output}\n{error}");
    }
}
