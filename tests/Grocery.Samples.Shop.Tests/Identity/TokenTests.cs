using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Shop.Tests.Identity;

public sealed class TokenTests
{
    private static readonly Dictionary<string, string?> Key = new() { ["Identity:SigningKeys:test"] = ForgedToken.TestKey };

    public static TheoryData<string, ForgedToken> BadTokens => new()
    {
        { "no signature", new ForgedToken { Algorithm = "none" } },
        { "another algorithm", new ForgedToken { Algorithm = "HS512" } },
        { "another issuer", new ForgedToken { Issuer = "elsewhere" } },
        { "another audience", new ForgedToken { Audience = "elsewhere" } },
        { "another key", new ForgedToken { Key = "YW5vdGhlciBrZXkgdGhhbiB0aGF0IG9mIHRoZSB0ZXN0cw==" } },
        { "an unknown key", new ForgedToken { KeyId = "other" } },
        { "no end", new ForgedToken { ExpiresIn = null } },
        { "over for longer than clocks differ", new ForgedToken { ExpiresIn = TimeSpan.FromMinutes(-6) } },
        { "nobody", new ForgedToken { Subject = null } },
        { "an empty name", new ForgedToken { Subject = "" } },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_signs_nobody_in(string what, ForgedToken token)
    {
        await using var host = await ShopHost.StartAsync(Key);

        using var response = await host.GetAsync("/user", token.ToString());

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task A_token_is_good_for_as_long_as_clocks_differ_after_its_end()
    {
        await using var host = await ShopHost.StartAsync(Key);

        using var good = await host.GetAsync("/user", new ForgedToken().ToString());
        using var late = await host.GetAsync("/user", new ForgedToken { ExpiresIn = TimeSpan.FromMinutes(-3) }.ToString());

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
    }

    [Fact]
    public async Task A_user_is_no_service_and_a_service_no_user()
    {
        await using var host = await ShopHost.StartAsync(Key);
        var (user, service) = (host.Tokens.Issue("ann", "Ann"), host.Tokens.IssueForService());

        using var userAsUser = await host.GetAsync("/user", user);
        using var userAsService = await host.GetAsync("/service", user);
        using var serviceAsUser = await host.GetAsync("/user", service);
        using var serviceAsService = await host.GetAsync("/service", service);

        Assert.Equal("ann", await userAsUser.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await userAsService.ProblemAsync(HttpStatusCode.Forbidden);
        await serviceAsUser.ProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, serviceAsService.StatusCode);
    }

    [Theory]
    [InlineData(ForgedToken.TestKey, true)]
    [InlineData("YW5vdGhlciBrZXkgdGhhbiB0aGF0IG9mIHRoZSB0ZXN0cw==", false)]
    public async Task A_token_is_good_at_every_service_with_the_same_key(string key, bool good)
    {
        await using var one = await ShopHost.StartAsync(Key);
        await using var other = await ShopHost.StartAsync(new Dictionary<string, string?> { ["Identity:SigningKeys:test"] = key });

        using var response = await other.GetAsync("/user", one.Tokens.Issue("ann", "Ann"));

        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_nobody_is_signed_in_and_the_error_says_what_to_configure()
    {
        await using var host = await ShopHost.StartAsync([]);

        using var response = await host.GetAsync("/user", new ForgedToken().ToString());
        var exception = Assert.Throws<InvalidOperationException>(() => host.Tokens.Issue("ann", "Ann"));

        await response.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Contains("Identity:SigningKeys", exception.Message, StringComparison.Ordinal);
    }
}
