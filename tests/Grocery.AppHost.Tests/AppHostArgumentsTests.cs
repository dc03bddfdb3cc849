namespace Grocery.AppHost.Tests;

public sealed class AppHostArgumentsTests
{
    [Fact]
    public void Without_arguments_every_service_has_its_own_port()
    {
        var arguments = AppHostArguments.Parse([]);

        Assert.True(arguments.UseDatabase);
        Assert.Equal(8083, arguments.Ports["products"]);
    }

    [Fact]
    public void An_offset_moves_every_port()
    {
        var arguments = AppHostArguments.Parse(["--port-offset", "100"]);

        Assert.Equal(8183, arguments.Ports["products"]);
    }

    [Fact]
    public void A_chosen_port_is_not_moved()
    {
        var arguments = AppHostArguments.Parse(["--products-port=9000", "--port-offset=100"]);

        Assert.Equal(9000, arguments.Ports["products"]);
    }
}
