namespace Grocery.Platform.Packages.Tests;

/// <summary>The analyzers that a service gets by its package reference alone.</summary>
public sealed class AnalyzerTests(PackedFamily family)
{
    private const string Abstractions = "Grocery.Platform.Abstractions";

    [Fact]
    public async Task A_build_warns_of_what_harms_the_service()
    {
        var app = await ConsumerApp.CreateAsync(family, "Stall");
        await app.WriteAsync("Program.cs", """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/", () => new HttpClient().GetStringAsync("http://prices").Result);
            app.Run();
            """);

        var (exitCode, output) = await app.TryDotnetAsync("build", "--configuration", "Release");

        Assert.Equal(0, exitCode);
        Assert.Contains("Program.cs(2,23): warning GROCERY1001: '.Result' holds a thread until the task ends", output, StringComparison.Ordinal);
        Assert.Contains("Program.cs(2,23): warning GROCERY1002: This HttpClient has no deadline", output, StringComparison.Ordinal);
        Assert.Contains("(https://github.com/grocery-platform/grocery-platform/blob/main/docs/analyzers/GROCERY1001.md)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_in_the_package_on_which_all_depend_and_no_package_keeps_them_back()
    {
        var carriers = family.Packages.Where(package => package.Entries.Any(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)));
        var others = family.Packages.Where(package => package.Id != Abstractions);

        var carrier = Assert.Single(carriers);
        Assert.Equal(Abstractions, carrier.Id);
        Assert.Equal(
            ["analyzers/dotnet/cs/Grocery.Platform.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/Grocery.Platform.Analyzers.dll"],
            carrier.Entries.Where(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(others, package => Assert.All(
            package.ExcludedAssets.Where(one => one.Key.StartsWith("Grocery.Platform", StringComparison.Ordinal)),
            one => Assert.DoesNotContain("Analyzers", one.Value, StringComparison.OrdinalIgnoreCase)));
    }
}
