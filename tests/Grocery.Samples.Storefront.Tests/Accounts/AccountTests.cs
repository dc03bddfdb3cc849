using System.Net;
using System.Text.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Storefront.Tests.Accounts;

public abstract class AccountTests(StorefrontApp app)
{
    [Fact]
    public async Task Who_signs_up_is_signed_in()
    {
        var name = app.NewName();

        using var created = await app.SignUpAsync(name);
        using var session = await app.GetAsync("/api/session", ("Cookie", $"shop-session={StorefrontApp.CookieOf(created).Value}"));

        Assert.Equal(name, (await created.JsonAsync(HttpStatusCode.Created)).GetProperty("user").Text("name"));
        Assert.Equal(name, (await session.JsonAsync(HttpStatusCode.OK)).GetProperty("user").Text("name"));
    }

    [Fact]
    public async Task Who_signed_up_can_sign_in_whatever_the_case_of_the_name()
    {
        var name = app.NewName();
        using var created = await app.SignUpAsync(name);

        using var response = await app.SignInAsync(name.ToUpperInvariant());

        Assert.Equal(name, (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("user").Text("name"));
        Assert.NotEmpty(StorefrontApp.CookieOf(response).Value.ToString());
    }

    [Fact]
    public async Task A_name_is_given_once_whatever_its_case()
    {
        var name = app.NewName();

        var answers = await Task.WhenAll(app.SignUpAsync(name), app.SignUpAsync(name.ToUpperInvariant()), app.SignUpAsync(name));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var problem = await answers.First(answer => answer.StatusCode == HttpStatusCode.Conflict).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("Name taken", problem.Text("title"));
    }

    [Theory]
    [InlineData(null, "long enough", "name")]
    [InlineData("a", "long enough", "name")]
    [InlineData("ab  cd", "long enough", "name")]
    [InlineData(" ab", "long enough", "name")]
    [InlineData("<b>Ada</b>", "long enough", "name")]
    [InlineData("12345678901234567890123456789012345678901", "long enough", "name")]
    [InlineData("Ada", null, "password")]
    [InlineData("Ada", "short", "password")]
    public async Task What_cannot_be_an_account_is_named(string? name, string? password, string field)
    {
        using var response = await app.SignUpAsync(name, password);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        var name = app.NewName();
        using var created = await app.SignUpAsync(name);

        using var wrong = await app.SignInAsync(name, "another password");
        using var unknown = await app.SignInAsync(app.NewName());

        Assert.Equal(await TextAsync(wrong), await TextAsync(unknown));
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("\0Ada")]
    [InlineData("A\0da")]
    [InlineData("<Ada>")]
    [InlineData("A")]
    public async Task What_can_be_no_name_is_an_unknown_one(string name)
    {
        using var impossible = await app.SignInAsync(name);
        using var unknown = await app.SignInAsync(app.NewName());

        Assert.Equal(await TextAsync(unknown), await TextAsync(impossible));
    }

    [Fact]
    public async Task Too_many_attempts_with_one_name_are_refused_for_a_while_even_with_the_right_password()
    {
        var (name, other) = (app.NewName(), app.NewName());
        foreach (var each in new[] { name, other })
            (await app.SignUpAsync(each)).Dispose();

        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.SignInAsync(name, "a wrong guess")));
        using var right = await app.SignInAsync(name);
        using var somebodyElse = await app.SignInAsync(other);

        Assert.Equal(5, attempts.Count(attempt => attempt.StatusCode == HttpStatusCode.Unauthorized));
        await right.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, somebodyElse.StatusCode);
    }

    [Theory]
    [InlineData(null, "password!")]
    [InlineData("Ada", "")]
    public async Task A_sign_in_needs_a_name_and_a_password(string? name, string? password)
    {
        using var response = await app.SignInAsync(name, password);

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<(string? Title, string? Detail)> TextAsync(HttpResponseMessage response)
    {
        JsonElement problem = await response.ProblemAsync(HttpStatusCode.Unauthorized);
        return (problem.Text("title"), problem.Text("detail"));
    }
}
