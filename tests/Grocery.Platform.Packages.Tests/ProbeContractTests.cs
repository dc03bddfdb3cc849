using System.Text.Json.Nodes;

namespace Grocery.Platform.Packages.Tests;

/// <summary>The file about its probes that a service gets by its package reference alone.</summary>
public sealed class ProbeContractTests(PackedFamily family)
{
    private const string FileName = "grocery-probes.json";
    private const string Settings = "appsettings.Production.json";

    [Fact]
    public async Task A_build_writes_it_by_the_settings_of_the_service_and_fails_when_they_are_invalid()
    {
        var app = await ConsumerApp.CreateAsync(family, "Kiosk");
        var built = app.Path("bin", "Release", "net10.0", FileName);

        await app.DotnetAsync("build", "--configuration", "Release");
        Assert.Equal("Kiosk 8080 none 5 /metrics:8080", Summary(built));

        // The checks are registered in code, which no build runs.
        await app.WriteAsync(Settings, """
            {
              "Platform": {
                "Service": { "Name": "kiosk" },
                "Management": { "Port": 9090 },
                "Health": { "Drain": { "Window": "00:00:08" }, "Checks": { "database": { "Threshold": 2 } }, "Groups": { "storage": "database, cache-*" } }
              }
            }
            """);
        await app.DotnetAsync("publish", "--configuration", "Release", "--output", app.Path("bin", "published"));
        Assert.Equal("kiosk 9090 9090 8 /metrics:9090", Summary(built));
        Assert.Equal(Summary(built), Summary(app.Path("bin", "published", FileName)));
        Assert.Empty(Directory.GetFiles(app.Path("bin", "published"), "Grocery.Platform.Health.Contract*"));

        await app.WriteAsync(Settings, """{ "Platform": { "Health": { "Drain": { "Window": "00:01:00" } } } }""");
        var (warned, warnings) = await app.TryDotnetAsync("build", "--configuration", "Release");
        Assert.Equal(0, warned);
        Assert.Contains("grocery-probes.json : warning GROCERY0003: The stop may take 00:01:05, and 00:00:05 to flush", warnings, StringComparison.Ordinal);

        File.Delete(app.Path(Settings));
        await app.DotnetAsync("build", "--configuration", "Release");
        Assert.Equal("Kiosk 8080 none 5 /metrics:8080", Summary(built));
        await app.DotnetAsync("clean", "--configuration", "Release");
        Assert.False(File.Exists(built));

        await app.WriteAsync(Settings, """{ "Platform": { "Health": { "Drain": { "Window": "8 seconds" } } } }""");
        var (exitCode, output) = await app.TryDotnetAsync("build", "--configuration", "Release");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "grocery-probes.json : error GROCERY0001: Platform:Health:Drain:Window is \"8 seconds\"; allowed: a duration from 00:00:00 to 00:05:00, written hh:mm:ss. Mend or remove it in appsettings.Production.json.",
            output,
            StringComparison.Ordinal);
        Assert.False(File.Exists(built));

        await app.DotnetAsync("build", "--configuration", "Release", "-p:GroceryProbeContract=false");
        Assert.False(File.Exists(built));
    }

    [Fact]
    public void The_health_package_carries_what_writes_it_also_for_those_who_reference_it_indirectly()
    {
        var package = family.Packages.Single(candidate => candidate.Id == "Grocery.Platform.Health");

        Assert.Contains("build/Grocery.Platform.Health.targets", package.Entries);
        Assert.Contains("buildTransitive/Grocery.Platform.Health.targets", package.Entries);
        Assert.Equal(
            ["Grocery.Platform.Abstractions.dll", "Grocery.Platform.Health.Contract.dll", "Grocery.Platform.Health.Contract.runtimeconfig.json", "Grocery.Platform.Health.dll"],
            package.Entries.Where(entry => entry.StartsWith("tools/net10.0/any/", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_health_package_carries_the_program_for_images_without_curl() => Assert.Equal(
        ["Grocery.Platform.Health.Probe.dll", "Grocery.Platform.Health.Probe.runtimeconfig.json"],
        family.Packages.Single(candidate => candidate.Id == "Grocery.Platform.Health").Entries
            .Where(entry => entry.StartsWith("tools/net10.0/probe/", StringComparison.Ordinal)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static string Summary(string file)
    {
        var contract = JsonNode.Parse(File.ReadAllText(file))!;
        var metrics = contract["metrics"]!;
        return $"{contract["service"]} {contract["probes"]!["ready"]!["port"]} {contract["ports"]!["management"]?.ToString() ?? "none"} {contract["drain"]!["windowSeconds"]} {metrics["path"]}:{metrics["port"]}";
    }
}
