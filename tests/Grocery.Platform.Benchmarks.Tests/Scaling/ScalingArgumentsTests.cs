using Grocery.Platform.Benchmarks.Scaling;

namespace Grocery.Platform.Benchmarks.Tests.Scaling;

public sealed class ScalingArgumentsTests
{
    [Fact]
    public void Without_arguments_every_curve_is_measured_and_the_report_of_the_repository_written()
    {
        var arguments = Parse();

        Assert.Equal(ScalingRun.All, arguments.Curves);
        Assert.EndsWith("/docs/performance", arguments.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_curves_are_only_printed_unless_a_folder_is_given()
    {
        Assert.Equal(["keys", "secrets"], Parse("secrets", "keys").Curves.Select(curve => curve.Name));
        Assert.Null(Parse("secrets").Output);
        Assert.Equal("out", Parse("secrets", "--output", "out").Output);
    }

    [Theory]
    [InlineData("There is no curve or option apples. The curves are parameters, keys, ", "apples")]
    [InlineData("There is no curve or option --out.", "--out", "x")]
    [InlineData("--output needs a folder after it.", "--output")]
    [InlineData("--output needs a folder after it.", "--output", "--rounds", "3")]
    [InlineData("--rounds needs a number from 1 to 1000 after it.", "secrets", "--rounds")]
    [InlineData("--rounds 0 is not a number from 1 to 1000.", "--rounds", "0")]
    [InlineData("--rounds many is not a number from 1 to 1000.", "--rounds", "many")]
    public void A_wrong_argument_is_named_with_what_is_allowed(string expected, params string[] arguments)
    {
        var exception = Assert.Throws<ArgumentException>(() => Parse(arguments));

        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_argument_ends_the_run_with_2() => Assert.Equal(2, await ScalingRun.RunAsync(["apples"]));

    private static ScalingArguments Parse(params string[] arguments) => ScalingArguments.Parse(arguments, ScalingRun.All);
}
