using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Tests.Shop;

public sealed class ShopSettingsTests
{
    [Theory]
    [InlineData("Identity:Lifetime", "1.00:00:00", 24)]
    [InlineData("identity:lifetime", "1.00:00:00", 24)]
    [InlineData("Identity:Lifetime", "long", 8)]
    [InlineData("Identity:Current", "key-1", 8)]
    public void A_token_is_good_for_as_long_as_the_services_are_told(string key, string value, int hours)
    {
        var settings = ShopSettings.OnFreePorts() with { Parameters = new Dictionary<string, string> { [key] = value } };

        Assert.Equal(TimeSpan.FromHours(hours), settings.TokenLifetime);
    }
}
