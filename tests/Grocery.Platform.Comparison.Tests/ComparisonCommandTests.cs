namespace Grocery.Platform.Comparison.Tests;

public sealed class ComparisonCommandTests
{
    [Fact]
    public async Task Help_names_every_option_with_what_is_allowed()
    {
        var (exit, output, _) = await RunAsync("--help");

        Assert.Equal(0, exit);
        Assert.All(["--only", "--stacks", "--rounds", "--seconds", "--requests", "--pause", "--lines", "--output", "--gate"], name => Assert.Contains(name, output, StringComparison.Ordinal));
        Assert.Contains("load, startup, drain, stdout, soak", output, StringComparison.Ordinal);
        Assert.Contains("platform-observability", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rounds has '0'; allowed: a whole number from 1 to 1,000.", "--rounds", "0")]
    [InlineData("--rounds has 'many'; allowed: a whole number from 1 to 1,000.", "--rounds", "many")]
    [InlineData("--seconds has '601'; allowed: a whole number from 1 to 600.", "--seconds", "601")]
    [InlineData("--requests has '999'; allowed: a whole number from 1,000 to 1,000,000,000.", "--requests", "999")]
    [InlineData("--only has 'lod'; allowed: load, startup, drain, stdout, soak.", "--only", "load,lod")]
    [InlineData("--stacks has 'nlog'; allowed: bare, bare-again, usual-0", "--stacks", "bare,nlog")]
    [InlineData("--stacks has 'platform-100', which differs from another only in the ratio of traces", "--only", "startup,drain", "--stacks", "platform-100")]
    [InlineData("Unrecognized command or argument '--fast'.", "--fast")]
    public async Task A_wrong_argument_ends_with_2_and_says_what_is_allowed(string message, params string[] args)
    {
        var (exit, _, error) = await RunAsync(args);

        Assert.Equal(ExitCodes.WrongArguments, exit);
        Assert.Contains(message, error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_3_and_says_which()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (exit, _, error) = await RunAsync("--only", "startup", "--stacks", "bare", "--rounds", "1", "--output", Path.Combine(file, "results"));

            Assert.Equal(ExitCodes.NotRun, exit);
            Assert.Contains($"The results could not be written to {file}", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_has_no_results_is_left_alone_and_named()
    {
        var folder = Directory.CreateTempSubdirectory("grocery-comparison-");
        try
        {
            var file = Path.Combine(folder.FullName, "load.json");
            await File.WriteAllTextAsync(file, """{"load":{"rounds":3}}""", TestContext.Current.CancellationToken);

            var (exit, _, error) = await RunAsync("--only", "startup", "--stacks", "bare", "--rounds", "1", "--output", folder.FullName);

            Assert.Equal(ExitCodes.NotRun, exit);
            Assert.Contains($"{file} has no results of a comparison", error, StringComparison.Ordinal);
            Assert.Contains("Delete it, or name another folder by --output.", error, StringComparison.Ordinal);
            Assert.Equal("""{"load":{"rounds":3}}""", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await ComparisonCommand.RunAsync(args, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
