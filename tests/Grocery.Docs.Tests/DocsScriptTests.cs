using Grocery.Platform.TestSupport;

namespace Grocery.Docs.Tests;

/// <summary>The script that builds the site says what is wrong with how it was called.</summary>
public sealed class DocsScriptTests
{
    [Theory]
    [InlineData("--watch", "unknown argument --watch")]
    [InlineData("--base platform", "--base is \"platform\": write a path that begins and ends with a slash, such as /platform/")]
    [InlineData("--base", "--base is \"\"")]
    public async Task A_wrong_argument_is_refused_before_anything_is_built(string arguments, string problem)
    {
        var (exitCode, output, error) = await Command.TryRunAsync(Repository.Path("eng", "docs.sh"), arguments.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task The_help_names_every_option()
    {
        var help = await Command.RunAsync(Repository.Path("eng", "docs.sh"), ["--help"]);

        Assert.All(["--base PATH", "--no-build", "--serve"], option => Assert.Contains(option, help, StringComparison.Ordinal));
    }
}
