using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Tests.Shop;

[Collection(nameof(OpenShop))]
public sealed class ConfigurationChangesTests(OpenShop open)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private RunningShop Shop => open.Shop;

    private SupervisedService Product => Shop.Service("product");

    [Fact]
    public async Task A_parameter_comes_to_the_service_and_goes()
    {
        Assert.Empty(await Shop.Configuration.PutAsync("product", "Some:Parameter", "of one", Cancelled));
        Assert.Empty(await Shop.Configuration.PutAsync(null, "Some:Shared", "of all", Cancelled));

        var all = await ManagementAsync("/config");
        Assert.Contains("/grocery/local/product/Some/Parameter", all, StringComparison.Ordinal);
        Assert.Contains("/grocery/local/shared/Some/Shared", all, StringComparison.Ordinal);

        Assert.Empty(await Shop.Configuration.RemoveAsync("product", "Some:Parameter", Cancelled));
        Assert.Empty(await Shop.Configuration.RemoveAsync(null, "Some:Shared", Cancelled));
        Assert.DoesNotContain("/Some/", await ManagementAsync("/config"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_is_kept_stays_in_whatever_letters_it_is_put_or_removed()
    {
        Assert.Empty(await Shop.Configuration.PutAsync("product", "Kept:Key", "another", Cancelled));
        Assert.Empty(await Shop.Configuration.PutAsync(null, "KEPT:KEY", "another", Cancelled));
        Assert.Empty(await Shop.Configuration.RemoveAsync("product", OpenShop.Kept, Cancelled));

        var all = await ManagementAsync("/config");
        Assert.Contains("/grocery/local/product/kept/key", all, StringComparison.Ordinal);
        Assert.DoesNotContain("/Kept/Key", all, StringComparison.Ordinal);
        Assert.DoesNotContain("/KEPT/KEY", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "off")]
    [InlineData(30, "conditional")]
    [InlineData(100, "on")]
    public async Task A_flag_is_on_for_the_share_that_is_set(int percentage, string state)
    {
        Assert.Empty(await Shop.Configuration.SetFlagAsync("DeliverySlots", percentage, Cancelled));

        using var json = JsonDocument.Parse(await ManagementAsync("/flags"));
        var flag = json.RootElement.GetProperty("flags").EnumerateArray().Single(flag => flag.GetProperty("flag").GetString() == "DeliverySlots");
        Assert.Equal(state, flag.GetProperty("state").GetString());
        Assert.False(flag.TryGetProperty("problem", out _), $"{flag}");
        Assert.Equal(percentage, Shop.Configuration.Flags["DeliverySlots"]);
    }

    [Fact]
    public async Task Without_AWS_the_services_go_on_and_no_key_is_rotated()
    {
        var key = Shop.Configuration.SigningKey;
        Shop.Configuration.IsAwsReachable = false;
        try
        {
            var refused = await Assert.ThrowsAsync<ShopException>(() => Shop.Configuration.RotateSigningKeyAsync(Cancelled));

            Assert.Contains("product", refused.Message, StringComparison.Ordinal);
            Assert.Equal(key, Shop.Configuration.SigningKey);
            await open.AnswersAsync(HttpStatusCode.OK);
        }
        finally
        {
            Shop.Configuration.IsAwsReachable = true;
        }

        var next = await Shop.Configuration.RotateSigningKeyAsync(Cancelled);
        Assert.NotEqual(key, next);
        Assert.Equal(next, Shop.Configuration.SigningKey);
    }

    [Fact]
    public async Task A_new_signing_key_signs_nobody_out()
    {
        using var before = new HttpClient { BaseAddress = Shop.Service("storefront").Address };
        await SignUpAsync(before);

        await Shop.Configuration.RotateSigningKeyAsync(Cancelled);

        using var after = new HttpClient { BaseAddress = Shop.Service("storefront").Address };
        await SignUpAsync(after);
        foreach (var client in new[] { before, after })
            Assert.Contains("\"items\":[]", await client.GetStringAsync(new Uri("/api/cart", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }

    private static async Task SignUpAsync(HttpClient client)
    {
        var account = new { name = $"ann-{Guid.NewGuid():N}"[..20], password = "correct horse battery staple" };
        using var answer = await client.PostAsJsonAsync(new Uri("/api/account", UriKind.Relative), account, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private async Task<string> ManagementAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Product.Current.ManagementAddress };
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancelled);
    }
}
