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
    public void A_number_that_would_do_nothing_is_refused(string option, string value)
    {
        var refused = Assert.Throws<ArgumentException>(() => AppHostArguments.Parse([option, value]));

        Assert.Contains($"{option} needs a whole number from 1 to ", refused.Message, StringComparison.Ordinal);
    }
}
