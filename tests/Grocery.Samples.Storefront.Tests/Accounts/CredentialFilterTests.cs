using System.Net;
using System.Threading.RateLimiting;
using Grocery.Samples.Storefront.Accounts;
using Grocery.Samples.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class CredentialFilterTests : IAsyncLifetime
{
    private readonly StorefrontApp _app = new StorefrontApp().With("ForwardedHeaders_Enabled", "true");

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/account")]
    public async Task One_more_password_than_may_wait_to_be_hashed_is_refused(string path)
    {
        var places = _app.Services.GetRequiredService<HashingPlaces>();
        List<Task<RateLimitLease>> taken = [];
        for (var i = 0; i < HashingPlaces.AtOnce + HashingPlaces.Waiting; i++)
            taken.Add(places.TakeAsync(TestContext.Current.CancellationToken).AsTask());

        var credentials = new { name = _app.NewName(), password = StorefrontApp.Password };
        using var refused = await _app.SendAsync(HttpMethod.Post, path, credentials);
        foreach (var place in taken)
            (await place).Dispose();
        using var later = await _app.SendAsync(HttpMethod.Post, path, credentials);

        Assert.Equal("Too many sign-ins at once", (await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("title"));
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, later.StatusCode);
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/account")]
    public async Task Too_many_attempts_from_one_address_are_refused_whatever_the_name(string path)
    {
        for (var i = 0; i < SignInLimit.AttemptsOfAddress; i++)
            await AnswerAsync(path, "203.0.113.7", HttpStatusCode.BadRequest);

        await AnswerAsync(path, "203.0.113.7", HttpStatusCode.TooManyRequests);
        await AnswerAsync(path, "203.0.113.8", HttpStatusCode.BadRequest);
    }

    private async Task AnswerAsync(string path, string from, HttpStatusCode expected)
    {
        using var response = await _app.SendAsync(HttpMethod.Post, path, new { }, ("X-Forwarded-For", from));
        await response.ProblemAsync(expected);
    }
}
