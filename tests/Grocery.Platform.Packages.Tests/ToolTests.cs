using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Packages.Tests;

/// <summary>The command <c>grocery</c> as a team installs it.</summary>
public sealed class ToolTests(PackedFamily family)
{
    [Fact]
    public async Task The_tool_is_installed_from_a_feed_and_explains_a_fresh_service()
    {
        var app = await ConsumerApp.CreateAsync(family, "tool");
        await app.WriteAsync("Program.cs", "var builder = WebApplication.CreateBuilder(args);\nbuilder.AddGroceryPlatform();\nbuilder.Build().Run();\n");
        await app.DotnetAsync("build");
        var version = family.Packages.Single(package => package.Id == "Grocery.Platform.Cli").Version;
        await app.DotnetAsync("tool", "install", "Grocery.Platform.Cli", "--version", version, "--tool-path", "tools");

        var (exitCode, output, error) = await Command.TryRunAsync(
            app.Path("tools", "grocery"), ["doctor", ".", "--no-build", "--set", "Platform:Management:Port=9090"], app.Folder, new Dictionary<string, string?> { ["DOTNET_ROOT"] = Path.GetFullPath("../../..", System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory()) });

        Assert.True(exitCode == 0, $"{output}\n{error}");
        Assert.Contains("Platform:Health:Drain:Window", output, StringComparison.Ordinal);
        Assert.Contains("No findings.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_brings_what_it_runs_and_not_what_others_are_compiled_against() =>
        Assert.DoesNotContain(family.Packages.Single(package => package.IsTool).Entries, entry => entry.Contains("/refs/", StringComparison.Ordinal));
}
