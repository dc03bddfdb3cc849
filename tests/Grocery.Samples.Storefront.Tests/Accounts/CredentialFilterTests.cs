using System.Net;
using Grocery.Samples.Storefront.Accounts;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public sealed class CredentialFilterTests : IAsyncLifetime
{
    private readonly StorefrontApp _app = new StorefrontApp().With("ForwardedHeaders_Enabled", "true");

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task More_passwords_than_the_machine_can_hash_are_refused_and_the_others_are_not()
    {
        var places = CredentialFilter.AtOnce + CredentialFilter.Waiting;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4 * places).Select(_ => _app.SignUpAsync(_app.NewName())));
        using var later = await _app.SignUpAsync(_app.NewName());

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), places, answers.Length - 1);
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.Created).ToArray();
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter!.Delta > TimeSpan.Zero));
        Assert.Equal("Too many sign-ins at once", (await refused[0].ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("title"));
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
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
