using Grocery.Platform.TestSupport;

namespace Grocery.Slo.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task Help_names_every_command()
    {
        var ran = await Ran.WithAsync("--help");

        Assert.Equal(0, ran.Exit);
        Assert.All(["generate", "check", "verify", "--root"], name => Assert.Contains(name, ran.Output));
    }

    [Theory]
    [InlineData("genrate")]
    [InlineData("verify")]
    [InlineData("verify", "localhost:9090")]
    [InlineData("generate", "--force")]
    [InlineData]
    public async Task Wrong_arguments_end_with_2(params string[] args)
    {
        var ran = await Ran.WithAsync(args);

        Assert.Equal(2, ran.Exit);
        Assert.NotEmpty(ran.Error);
    }

    [Fact]
    public async Task A_root_that_is_not_there_ends_with_2_and_says_what_to_do()
    {
        var ran = await Ran.WithAsync("check", "--root", "/no/such/checkout");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("There is no folder /no/such/checkout: name the root of a checkout by --root.", ran.Error);
    }

    [Fact]
    public async Task The_built_tool_runs_in_any_folder_of_the_checkout()
    {
        var output = await Command.RunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Slo"), "check"], Repository.Path("samples"));

        Assert.Equal("everything is up to date\n", output);
    }
}
