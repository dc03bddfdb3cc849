using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Testing.Fakes.Tests;

public sealed class FakeFlagsTests
{
    [Fact]
    public async Task A_test_turns_a_flag_on_and_off_in_the_running_service()
    {
        // snippet: flags
        var flags = new FakeFlags();
        await using var shop = Shop.With(web => web.ConfigureAppConfiguration(flags.AddTo));
        using var client = shop.CreateClient();

        flags.TurnOn("NewCheckout");
        Assert.Equal("new", await client.ReadAsync("/checkout"));

        flags.TurnOff("NewCheckout");
        Assert.Equal("old", await client.ReadAsync("/checkout"));

        // end
    }

    [Theory]
    [InlineData("FeatureManagement:NewCheckout", "true")]
    [InlineData("feature_management:feature_flags:0:id", "NewCheckout", "feature_management:feature_flags:0:enabled", "true")]
    [InlineData("FeatureManagement:NewCheckout:EnabledFor:0:Name", "Microsoft.Percentage", "FeatureManagement:NewCheckout:EnabledFor:0:Parameters:Value", "100")]
    public async Task It_goes_before_the_configuration_in_both_schemas_and_its_filters(params string[] settings)
    {
        var flags = new FakeFlags();
        await using var shop = Shop.With(web =>
        {
            foreach (var setting in settings.Chunk(2))
                web.UseSetting(setting[0], setting[1]);

            web.ConfigureAppConfiguration(flags.AddTo);
        });
        using var client = shop.CreateClient();

        var configured = await client.ReadAsync("/checkout");
        flags.TurnOff("newcheckout");
        var turned = await client.ReadAsync("/checkout");
        flags.Reset();

        Assert.Equal(("new", "old", "new"), (configured, turned, await client.ReadAsync("/checkout")));
    }

    [Fact]
    public async Task The_end_of_a_scope_puts_back_what_was_said_before()
    {
        var flags = new FakeFlags();
        await using var shop = Shop.With(web => web.ConfigureAppConfiguration(flags.AddTo));
        using var client = shop.CreateClient();
        flags.TurnOn("NewCheckout");

        string within;
        using (flags.TurnOff("NewCheckout"))
            within = await client.ReadAsync("/checkout");

        Assert.Equal(("old", "new"), (within, await client.ReadAsync("/checkout")));
        Assert.Equal([KeyValuePair.Create("NewCheckout", true)], flags.Flags);
    }

    [Fact]
    public async Task Each_test_has_its_own_although_the_services_share_a_process()
    {
        var (flags, others) = (new FakeFlags(), new FakeFlags());
        await using var shop = Shop.With(web => web.ConfigureAppConfiguration(flags.AddTo));
        await using var other = Shop.With(web => web.ConfigureAppConfiguration(others.AddTo));
        using var client = shop.CreateClient();
        using var clientOfOther = other.CreateClient();

        flags.TurnOn("NewCheckout");

        Assert.Equal(("new", "old"), (await client.ReadAsync("/checkout"), await clientOfOther.ReadAsync("/checkout")));
    }

    [Fact]
    public async Task What_was_said_before_the_start_and_other_flags_stay()
    {
        var flags = new FakeFlags();
        flags.TurnOn("NewCheckout");
        await using var shop = Shop.With(web => web.UseSetting("FeatureManagement:Other", "true").ConfigureAppConfiguration(flags.AddTo));
        using var client = shop.CreateClient();

        Assert.Equal("new", await client.ReadAsync("/checkout"));
        Assert.True(await shop.Services.GetRequiredService<IFeatureManager>().IsEnabledAsync("Other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("feature_management:NewCheckout")]
    public void A_name_that_no_flag_can_have_is_refused(string flag) => Assert.Throws<ArgumentException>(() => new FakeFlags().TurnOn(flag));
}
