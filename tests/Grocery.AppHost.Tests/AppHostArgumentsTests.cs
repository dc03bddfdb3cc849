namespace Grocery.AppHost.Tests;

public sealed class AppHostArgumentsTests
{
    [Fact]
    public void Without_arguments_every_service_has_its_own_port()
    {
        var arguments = AppHostArguments.Parse([]);

        Assert.True(arguments.Shop.UseDatabase);
        Assert.Equal(8083, arguments.Shop.Ports["product"]);
        Assert.Equal(8090, arguments.ConsolePort);
    }

    [Fact]
    public void An_offset_moves_every_port()
    {
        var arguments = AppHostArguments.Parse(["--port-offset", "100"]);

        Assert.Equal(8183, arguments.Shop.Ports["product"]);
        Assert.Equal(8190, arguments.ConsolePort);
    }

    [Fact]
    public void A_chosen_port_is_not_moved()
    {
        var arguments = AppHostArguments.Parse(["--product-port=9000", "--console-port=9001", "--port-offset=100"]);

        Assert.Equal(9000, arguments.Shop.Ports["product"]);
        Assert.Equal(9001, arguments.ConsolePort);
    }

    [Theory]
    [InlineData("--load", "0")]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "-1")]
    [InlineData("--minutes", "1381")]
    public void A_number_that_would_do_nothing_or_never_end_is_refused(string option, string value)
    {
        var refused = Assert.Throws<ArgumentException>(() => AppHostArguments.Parse([option, value]));

        Assert.Contains($"{option} needs a whole number from 1 to ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_takes_a_length()
    {
        var arguments = AppHostArguments.Parse(["--drill", "slo", "--minutes", "10"]);

        Assert.Equal(("slo", 10), (arguments.Drill, arguments.Minutes));
    }

    [Fact]
    public void A_load_takes_ports_and_a_rate_or_none()
    {
        Assert.Equal(50, AppHostArguments.Parse(["--load", "50", "--port-offset", "100"]).Load);
        Assert.Equal(20, AppHostArguments.Parse(["--load", "--port-offset", "100"]).Load);
    }

    [Fact]
    public void Keys_are_set_as_often_as_they_are_given()
    {
        var arguments = AppHostArguments.Parse(["--set", "A:B=1=2", "--drill", "slo", "--set=C="]);

        Assert.Equal(new Dictionary<string, string> { ["A:B"] = "1=2", ["C"] = "" }, arguments.Shop.Parameters);
    }

    [Fact]
    public void A_key_that_is_set_again_in_other_letters_is_the_same_key()
    {
        var arguments = AppHostArguments.Parse(["--set", "Some:Key=1", "--set", "some:KEY=2"]);

        Assert.Equal("2", Assert.Single(arguments.Shop.Parameters).Value);
    }

    [Theory]
    [InlineData("--set", "--set needs a configuration key")]
    [InlineData("--set KEY", "--set needs KEY=VALUE")]
    [InlineData("--set =VALUE", "--set needs KEY=VALUE")]
    public void A_key_without_a_value_is_refused(string line, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => AppHostArguments.Parse(line.Split(' ')));

        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--minutes 10", "--minutes is for a drill")]
    [InlineData("--drill list --minutes 10", "--drill list only describes the drills; leave --minutes out")]
    [InlineData("--drill slo --load 20", "--load is not for a drill")]
    [InlineData("--drill slo --no-database", "--no-database is not for a drill")]
    [InlineData("--drill slo --port-offset 100", "--port-offset is not for a drill")]
    [InlineData("--drill slo --product-port 9000", "--product-port is not for a drill")]
    [InlineData("--drill slo --console-port=9000", "--console-port is not for a drill")]
    [InlineData("--load 20 --no-database", "--load and --no-database do not go together")]
    [InlineData("--drill --minutes 10", "--drill needs the name of a drill")]
    public void An_argument_that_would_be_ignored_is_refused(string line, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => AppHostArguments.Parse(line.Split(' ')));

        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }
}
