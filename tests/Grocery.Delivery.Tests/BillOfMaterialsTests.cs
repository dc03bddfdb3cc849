using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Grocery.Platform.TestSupport;

namespace Grocery.Delivery.Tests;

/// <summary>The bill of materials is made for real, from what this build restored.</summary>
public sealed class BillOfMaterialsTests(MadeBillOfMaterials made) : IClassFixture<MadeBillOfMaterials>, IDisposable
{
    private readonly Script _script = new();
    private readonly JsonNode _document = JsonNode.Parse(made.Text)!;

    public void Dispose() => _script.Dispose();

    [Fact]
    public void It_lists_every_package_that_a_user_gets_and_no_other()
    {
        var listed = Libraries().Select(library => $"{library["name"]} {library["version"]}");

        Assert.Equal(Restored().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Contains(Restored(), package => package.StartsWith("Polly.Core ", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_has_its_checksum_its_licence_and_its_address()
    {
        Assert.All(Libraries(), library =>
        {
            Assert.Equal("SHA-512", (string?)library["hashes"]?[0]?["alg"]);
            Assert.NotEmpty((string?)library["licenses"]?[0]?["expression"] ?? "");
            Assert.Equal($"pkg:nuget/{library["name"]}@{library["version"]}", (string?)library["purl"]);
        });
    }

    [Fact]
    public void Our_own_packages_have_the_version_of_the_release()
    {
        var own = Components().Where(IsOwn).ToArray();

        Assert.Equal(ServicePackages().Order(), own.Select(component => (string?)component["name"]).Order());
        Assert.All(own, component => Assert.Equal("1.2.3", (string?)component["version"]));
    }

    [Fact]
    public async Task The_command_has_one_with_what_tests_need_too()
    {
        var file = Path.Combine(_script.Folder, "command.cdx.json");

        var ended = await _script.RunAsync("eng/supply-chain/sbom.sh", "--package", "Grocery.Platform.Cli", "--output", file);

        Assert.True(ended.ExitCode == 0, ended.Error);
        var names = JsonNode.Parse(File.ReadAllText(file))!["components"]!.AsArray().Select(component => (string?)component!["name"]).ToArray();
        Assert.Superset(new HashSet<string?> { "Grocery.Platform.Testing", "Microsoft.AspNetCore.Mvc.Testing", "System.CommandLine", "Npgsql" }, names.ToHashSet());
    }

    [Fact]
    public async Task A_package_that_there_is_not_is_wrong_use()
    {
        var ended = await _script.RunAsync("eng/supply-chain/sbom.sh", "--package", "Grocery.Platform.Cloud");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("--package is \"Grocery.Platform.Cloud\": use one of Grocery.Platform.Abstractions ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_package_missing_is_noticed()
    {
        _document["components"]!.AsArray().RemoveAll(component => (string?)component!["name"] == "Npgsql");

        var ended = await CheckAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("lacks Npgsql ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_version_is_noticed()
    {
        Libraries().Single(library => (string?)library["name"] == "Npgsql")["version"] = "0.0.1";

        var ended = await CheckAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("lacks Npgsql ", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_keep_to_the_schema_is_noticed()
    {
        Libraries()[0].AsObject().Remove("name");

        var ended = await CheckAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("must have required property 'name'", ended.Error, StringComparison.Ordinal);
    }

    private static bool IsOwn(JsonNode component) => ((string)component["name"]!).StartsWith("Grocery.Platform", StringComparison.Ordinal);

    // Those that come with the one line; what is for tests, templates and tools is none of a service's.
    private static string[] ServicePackages()
    {
        var found = new HashSet<string> { "Grocery.Platform" };
        for (var open = new Queue<string>(found); open.TryDequeue(out var name);)
        {
            foreach (var reference in XDocument.Load(Repository.Path("src", name, $"{name}.csproj")).Descendants("ProjectReference").Where(one => one.Attribute("OutputItemType") is null))
            {
                if (Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value) is var next && found.Add(next))
                    open.Enqueue(next);
            }
        }

        return [.. found];
    }

    private JsonNode[] Components() => [.. _document["components"]!.AsArray().Select(component => component!)];

    private JsonNode[] Libraries() => [.. Components().Where(component => !IsOwn(component))];

    private Task<Script.Ended> CheckAsync() => _script.RunAsync("eng/supply-chain/sbom.sh", "--check", _script.Write("changed.cdx.json", _document.ToJsonString()));

    // What NuGet restored for the package that references all others, without what only builds it.
    private static string[] Restored()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Repository.Path("artifacts", "obj", "Grocery.Platform", "project.assets.json")));
        var build = assets.RootElement.GetProperty("project").GetProperty("frameworks").EnumerateObject()
            .SelectMany(framework => framework.Value.GetProperty("dependencies").EnumerateObject())
            .Where(dependency => dependency.Value.TryGetProperty("suppressParent", out var suppressed) && suppressed.GetString() == "All")
            .Select(dependency => dependency.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from library in assets.RootElement.GetProperty("libraries").EnumerateObject()
               where library.Value.GetProperty("type").GetString() == "package"
               let parts = library.Name.Split('/')
               where !build.Contains(parts[0])
               select $"{parts[0]} {parts[1]}",
        ];
    }
}
