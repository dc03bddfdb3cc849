using System.Net;
using System.Text;
using System.Text.Json;
using Grocery.Samples.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Tests.Sessions;

public sealed class SessionTests(StorefrontApp app) : IClassFixture<StorefrontApp>
{
    private static readonly byte[] TestKey = Encoding.UTF8.GetBytes("the key of the tests, of 32 bytes");

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        using var response = await app.SignUpAsync(app.NewName());

        var cookie = StorefrontApp.CookieOf(response);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteMode.Strict, cookie.SameSite);
        Assert.Equal("/api", cookie.Path.ToString());
        Assert.False(cookie.Secure);
        Assert.InRange(cookie.MaxAge!.Value, TimeSpan.FromHours(7.9), TimeSpan.FromHours(8));
    }

    [Fact]
    public async Task The_cookie_of_a_page_that_came_by_https_goes_back_by_https_only()
    {
        await using var behindProxy = new StorefrontApp().With("ForwardedHeaders_Enabled", "true");
        await behindProxy.InitializeAsync();

        using var response = await behindProxy.SendAsync(
            HttpMethod.Post, "/api/account", new { name = "Ada", password = StorefrontApp.Password }, ("X-Forwarded-Proto", "https"));

        Assert.True(StorefrontApp.CookieOf(response).Secure);
    }

    [Fact]
    public async Task Nobody_is_signed_in_without_a_cookie()
    {
        using var response = await app.GetAsync("/api/session");

        Assert.Equal(JsonValueKind.Null, (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("user").ValueKind);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_back()
    {
        var session = await app.NewSessionAsync();

        using var response = await app.SendAsync(HttpMethod.Delete, "/api/session", null, ("Cookie", session));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.True(IsTakenBack(response));
    }

    [Fact]
    public async Task A_young_session_is_not_renewed()
    {
        using var response = await app.GetAsync("/api/session", ("Cookie", $"shop-session={Token(age: 3)}"));

        Assert.Equal("Ada", (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("user").Text("name"));
        Assert.False(response.Headers.Contains(HeaderNames.SetCookie));
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/products")]
    public async Task A_session_is_renewed_past_half_of_its_life_by_any_request(string path)
    {
        using var response = await app.GetAsync(path, ("Cookie", $"shop-session={Token(age: 5)}"));

        var renewed = new JsonWebToken(StorefrontApp.CookieOf(response).Value.ToString());
        Assert.Equal("user-1", renewed.Subject);
        Assert.InRange(renewed.ValidTo - renewed.IssuedAt, TimeSpan.FromHours(8), TimeSpan.FromHours(8));
        Assert.True(renewed.ValidTo > TimeProvider.System.GetUtcNow().AddHours(7));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task However_often_it_is_renewed_a_session_ends_30_days_after_the_password_was_typed()
    {
        await using var aging = new StorefrontApp();
        await aging.InitializeAsync();
        var (start, session) = (aging.Clock.GetUtcNow(), await aging.NewSessionAsync());
        var good = TimeSpan.Zero;

        while (good < TimeSpan.FromDays(40) && await FindUserAsync() is not null)
        {
            good = aging.Clock.GetUtcNow() - start;
            aging.Clock.Ahead += TimeSpan.FromHours(5);
        }

        Assert.InRange(good.TotalDays, 29.75, 30.01);

        async Task<string?> FindUserAsync()
        {
            using var response = await aging.GetAsync("/api/session", ("Cookie", session));
            var user = (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("user");
            if (response.Headers.Contains(HeaderNames.SetCookie))
                session = $"shop-session={StorefrontApp.CookieOf(response).Value}";

            return user.ValueKind == JsonValueKind.Null ? null : user.Text("name");
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_session_that_is_not_good_is_taken_back_and_counts_as_none(string? token)
    {
        using var response = await app.GetAsync("/api/session", ("Cookie", $"shop-session={token ?? Token(age: 9)}"));

        Assert.Equal(JsonValueKind.Null, (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("user").ValueKind);
        Assert.Equal(token != "", response.Headers.Contains(HeaderNames.SetCookie) && IsTakenBack(response));
    }

    [Fact]
    public async Task A_program_may_bring_a_token_in_place_of_a_cookie()
    {
        using var response = await app.GetAsync("/api/session", ("Authorization", $"Bearer {Token(age: 1)}"), ("Cookie", "shop-session=nonsense"));

        Assert.Equal("Ada", (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("user").Text("name"));
        Assert.False(response.Headers.Contains(HeaderNames.SetCookie));
    }

    [Fact]
    public async Task A_rotation_of_the_key_signs_nobody_out()
    {
        await using var rotating = new StorefrontApp();
        await rotating.InitializeAsync();
        var configuration = (IConfigurationRoot)rotating.Services.GetRequiredService<IConfiguration>();
        var old = ("Cookie", $"shop-session={Token(age: 5)}");

        configuration["Identity:SigningKeys:next"] = "YW5vdGhlciBrZXkgb2YgdGhlIHRlc3RzLCAzMiBieXRlcw==";
        configuration["Identity:Current"] = "next";
        configuration.Reload();
        using var renewed = await rotating.GetAsync("/api/session", old);
        var cookie = StorefrontApp.CookieOf(renewed).Value.ToString();
        Assert.Equal("next", new JsonWebToken(cookie).Kid);

        configuration["Identity:SigningKeys:test"] = configuration["Identity:SigningKeys:next"];
        configuration.Reload();
        using var after = await rotating.GetAsync("/api/session", ("Cookie", $"shop-session={cookie}"));
        using var stale = await rotating.GetAsync("/api/session", old);

        Assert.Equal("Ada", (await after.JsonAsync(HttpStatusCode.OK)).GetProperty("user").Text("name"));
        Assert.True(IsTakenBack(stale));
    }

    private static bool IsTakenBack(HttpResponseMessage response) =>
        StorefrontApp.CookieOf(response) is var cookie && cookie.Value.Length == 0 && cookie.Expires < TimeProvider.System.GetUtcNow();

    // As the storefront issued it some hours ago, for eight.
    private static string Token(double age)
    {
        var issued = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-age);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "grocery-shop",
            Audience = "grocery-shop",
            IssuedAt = issued,
            Expires = issued.AddHours(8),
            Claims = new Dictionary<string, object> { ["sub"] = "user-1", ["name"] = "Ada" },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(TestKey) { KeyId = "test" }, SecurityAlgorithms.HmacSha256),
        });
    }
}
