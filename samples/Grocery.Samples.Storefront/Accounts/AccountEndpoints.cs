using System.Security.Claims;
using Grocery.Samples.Storefront.Sessions;
using Grocery.Samples.Storefront.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Accounts;

internal static class AccountEndpoints
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<SignInLimit>();
        builder.Services.AddSingleton<CredentialFilter>();
        builder.Services.AddSingleton<HashingPlaces>();
        builder.Services.AddWarmup("password-hash", static (provider, _) =>
        {
            provider.GetRequiredService<Passwords>();
            return Task.CompletedTask;
        });
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var credentials = routes.MapGroup("")
            .AddEndpointFilter(routes.ServiceProvider.GetRequiredService<CredentialFilter>())
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        credentials.MapPost("/api/account", SignUpAsync).ProducesProblem(StatusCodes.Status409Conflict);
        credentials.MapPost("/api/session", SignInAsync).ProducesProblem(StatusCodes.Status401Unauthorized);
        routes.MapGet("/api/session", Show);
        routes.MapDelete("/api/session", SignOut);
    }

    private static async Task<Results<Created<SessionAnswer>, ValidationProblem, ProblemHttpResult>> SignUpAsync(
        Credentials body,
        HttpContext context,
        IUserStore users,
        Passwords passwords,
        HashingPlaces places,
        SessionCookie cookie,
        CancellationToken cancellationToken)
    {
        var errors = body.Validate();
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        var name = body.Name!;
        if (await users.FindAsync(name, cancellationToken) is not null)
            return NameTaken(name);

        string hash;
        using (var place = await places.TakeAsync(cancellationToken))
        {
            if (!place.IsAcquired)
                return TooManyAtOnce.Answer(context.Response);

            hash = passwords.Hash(body.Password!);
        }

        var user = new User(Guid.CreateVersion7(), name, hash);
        if (!await users.AddAsync(user, cancellationToken))
            return NameTaken(name);

        await cookie.SetAsync(context, user.Id.ToString(), user.Name);
        return TypedResults.Created("/api/session", new SessionAnswer(new SessionUser(user.Name)));
    }

    private static async Task<IResult> SignInAsync(
        Credentials body,
        HttpContext context,
        IUserStore users,
        Passwords passwords,
        HashingPlaces places,
        SignInLimit limit,
        SessionCookie cookie,
        CancellationToken cancellationToken)
    {
        var errors = body.ValidatePresence();
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        var name = body.Name!;
        if (limit.EnterName(name) is { } wait)
            return TooManyAttempts.Answer(context.Response, wait, "to sign in with this name");

        // What can be no name is nobody's, and not every database can compare it.
        var user = UserName.IsValid(name) ? await users.FindAsync(name, cancellationToken) : null;
        using (var place = await places.TakeAsync(cancellationToken))
        {
            if (!place.IsAcquired)
                return TooManyAtOnce.Answer(context.Response);

            if (!passwords.Verify(user, body.Password!))
                return WrongCredentials();
        }

        limit.ClearName(name);
        await cookie.SetAsync(context, user!.Id.ToString(), user.Name);
        return TypedResults.Ok(new SessionAnswer(new SessionUser(user.Name)));
    }

    private static Ok<SessionAnswer> Show(ClaimsPrincipal caller, HttpResponse response)
    {
        response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Ok(new SessionAnswer(caller.Identity?.Name is { } name ? new SessionUser(name) : null));
    }

    private static NoContent SignOut(HttpContext context)
    {
        SessionCookie.Delete(context);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult NameTaken(string name) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "Name taken", detail: $"Somebody has the name '{name}'. Choose another one, or sign in.");

    private static ProblemHttpResult WrongCredentials() => TypedResults.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: "Wrong name or password", detail: "No account has this name and this password.");
}
