using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

public sealed class PackageTests(PackedFamily family)
{
    [Fact]
    public void Every_project_of_the_family_is_a_package_with_symbols()
    {
        var projects = Directory.GetDirectories(Repository.Path("src")).Select(folder => Path.GetFileName(folder))
            .Where(name => !name.StartsWith("Grocery.Platform.Analyzers", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(projects, family.Packages.Append(family.Templates).Select(package => package.Id).Order(StringComparer.Ordinal));
        Assert.All(family.Packages, package => Assert.True(File.Exists(Path.ChangeExtension(package.Path, ".snupkg")), $"{package} has no symbols."));
    }

    [Fact]
    public void A_package_carries_readme_icon_licence_documentation_and_repository_data()
    {
        Assert.All(family.Packages, package =>
        {
            Assert.Equal("MIT", package.License);
            Assert.Contains(package.Readme, package.Entries);
            Assert.Contains(package.Icon, package.Entries);
            Assert.Contains(package.IsTool ? $"tools/net10.0/any/{package.Id}.dll" : $"lib/net10.0/{package.Id}.dll", package.Entries);
            Assert.True(package.IsTool || package.Entries.Contains($"lib/net10.0/{package.Id}.xml"), $"{package} has no documentation.");
            Assert.Equal("git", package.Repository.Attribute("type")?.Value);
            Assert.Equal(40, package.Repository.Attribute("commit")?.Value.Length);
        });
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void A_package_carries_code_compiled_ahead_of_time(string runtime) => Assert.All(family.Libraries, package =>
    {
        using var assembly = new PEReader(package.Open($"runtimes/{runtime}/lib/net10.0/{package.Id}.dll"));

        Assert.True(assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{package} is not compiled for {runtime}.");
    });

    [Fact]
    public void The_family_carries_one_version() =>
        Assert.Single(family.Packages.Append(family.Templates).Select(package => package.Version).Distinct());

    [Theory]
    [InlineData("Grocery.Platform.Abstractions")]
    [InlineData("Grocery.Platform.Config", "AWSSDK.Core", "AWSSDK.SecurityToken", "Grocery.Platform.Abstractions", "Microsoft.FeatureManagement.AspNetCore", "Npgsql")]
    [InlineData("Grocery.Platform.Health", "Grocery.Platform.Abstractions")]
    [InlineData("Grocery.Platform.Observability", "Grocery.Platform.Abstractions", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Serilog", "Serilog.Settings.Configuration")]
    [InlineData("Grocery.Platform.Resilience", "Grocery.Platform.Abstractions", "Polly.Core")]
    [InlineData("Grocery.Platform", "Grocery.Platform.Config", "Grocery.Platform.Health", "Grocery.Platform.Observability", "Grocery.Platform.Resilience")]
    [InlineData("Grocery.Platform.Testing", "Grocery.Platform", "Microsoft.AspNetCore.Mvc.Testing")]
    public void A_package_depends_on_what_it_uses_and_nothing_else(string id, params string[] dependencies)
    {
        var package = family.Packages.Single(candidate => candidate.Id == id);

        Assert.Equal(dependencies, package.Dependencies.Select(dependency => dependency.Split(' ')[0]));
        Assert.Equal(["Microsoft.AspNetCore.App"], package.Frameworks);
    }

    [Fact]
    public void The_one_line_package_brings_its_implicit_using()
    {
        var package = family.Packages.Single(candidate => candidate.Id == "Grocery.Platform");

        Assert.Contains("build/Grocery.Platform.props", package.Entries);
        Assert.Contains("buildTransitive/Grocery.Platform.props", package.Entries);
    }

    [Fact]
    public async Task Packing_again_gives_the_same_bytes()
    {
        var again = Path.Combine(family.Folder, "again");

        await PackedFamily.PackAsync(again, Path.Combine(family.Folder, "another-build"));

        Assert.Equal(Hashes(family.Feed), Hashes(again));
    }

    private static IEnumerable<string> Hashes(string folder) =>
        Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}");
}
