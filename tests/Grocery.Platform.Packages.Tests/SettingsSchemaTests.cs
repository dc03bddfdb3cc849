using System.Text.Json;
using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>What an editor finds in a project that uses the packages: C# Dev Kit, Visual Studio and Rider ask MSBuild for JsonSchemaSegment.</summary>
public sealed class SettingsSchemaTests(PackedFamily family)
{
    [Fact]
    public async Task The_one_line_package_brings_one_schema_with_every_key()
    {
        var app = await ConsumerApp.CreateAsync(family, "schema-whole");

        var segment = Assert.Single(await FindSegmentsAsync(app));

        Assert.Matches(new Regex(segment.GetProperty("FilePathPattern").GetString()!), "appsettings.json");
        Assert.Matches(new Regex(segment.GetProperty("FilePathPattern").GetString()!), "appsettings.Production.json");
        Assert.Equal(
            await File.ReadAllTextAsync(Repository.Path("src", "Grocery.Platform", "ConfigurationSchema.json"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(segment.GetProperty("FullPath").GetString()!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_package_alone_brings_its_own_keys_and_those_of_what_it_uses()
    {
        var app = await ConsumerApp.CreateAsync(family, "schema-part");
        await app.DotnetAsync("remove", "package", "Grocery.Platform");
        await app.DotnetAsync("add", "package", "Grocery.Platform.Health");

        var segments = await FindSegmentsAsync(app);

        Assert.Equal(
            ["grocery.platform.abstractions", "grocery.platform.health"],
            segments.Select(segment => new FileInfo(segment.GetProperty("FullPath").GetString()!))
                .Select(file => file.Exists ? file.Directory!.Parent!.Name : $"no {file}").Order(StringComparer.Ordinal));
    }

    private static async Task<JsonElement[]> FindSegmentsAsync(ConsumerApp app)
    {
        var (exitCode, output) = await app.TryDotnetAsync("msbuild", "-nologo", "-getItem:JsonSchemaSegment");
        Assert.True(exitCode == 0, output);
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("Items").GetProperty("JsonSchemaSegment").EnumerateArray()];
    }
}
