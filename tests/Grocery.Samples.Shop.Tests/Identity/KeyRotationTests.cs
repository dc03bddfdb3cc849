using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Shop.Tests.Identity;

public sealed class KeyRotationTests
{
    private const string NewKey = "dGhlIG5leHQga2V5IG9mIHRoZSB0ZXN0cywgb2YgMzIgYnl0ZXM=";
    private static readonly Dictionary<string, string?> Old = new() { ["Identity:SigningKeys:old"] = ForgedToken.TestKey };

    [Fact]
    public async Task A_rotation_signs_nobody_out_until_the_old_key_is_gone()
    {
        await using var host = await ShopHost.StartAsync(Old);
        var (user, service) = (host.Tokens.Issue("ann", "Ann"), host.Tokens.IssueForService());

        host.Settings.Change(("Identity:SigningKeys:new", NewKey), ("Identity:Current", "old"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/user", Forge("new")));

        host.Settings.Change(("Identity:Current", "new"));
        var (laterUser, laterService) = (host.Tokens.Issue("ann", "Ann"), host.Tokens.IssueForService());
        foreach (var token in new[] { user, laterUser })
            Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/user", token));

        foreach (var token in new[] { service, laterService })
            Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/service", token));

        host.Settings.Change(("Identity:SigningKeys:old", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "/user", user));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "/service", service));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/user", laterUser));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/service", laterService));
    }

    [Theory]
    [InlineData("Identity:SigningKeys:old", "dG9vIHNob3J0")]
    [InlineData("Identity:SigningKeys:old", "not base64, but long enough for it if it were")]
    [InlineData("Identity:Current", "missing")]
    [InlineData("Identity:SigningKeys:new", NewKey)]
    public async Task A_bad_rotation_leaves_the_last_good_keys(string key, string value)
    {
        await using var host = await ShopHost.StartAsync(Old);
        var token = host.Tokens.Issue("ann", "Ann");

        host.Settings.Change((key, value));

        var error = Assert.Single(host.Logs.Lines, line => line.Message.Contains("configuration of Identity is invalid", StringComparison.Ordinal));
        Assert.Contains("Identity:", error.Message, StringComparison.Ordinal);
        if (key.StartsWith("Identity:SigningKeys", StringComparison.Ordinal))
            Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/user", token));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "/user", host.Tokens.Issue("bob", "Bob")));
    }

    [Fact]
    public async Task A_start_with_a_bad_key_fails_without_showing_it()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(
            () => ShopHost.StartAsync(new Dictionary<string, string?> { ["Identity:SigningKeys:old"] = "dG9vIHNob3J0" }));

        Assert.Contains("Identity:SigningKeys:old", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("32 bytes", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("dG9vIHNob3J0", exception.ToString(), StringComparison.Ordinal);
    }

    private static string Forge(string keyId) => new ForgedToken { KeyId = keyId, Key = NewKey }.ToString();

    private static async Task<HttpStatusCode> AskAsync(ShopHost host, string path, string token)
    {
        using var response = await host.GetAsync(path, token);
        return response.StatusCode;
    }
}
