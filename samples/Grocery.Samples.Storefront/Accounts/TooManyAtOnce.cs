using Grocery.Samples.Shop.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>The answer to a password too many at this moment: 503 with <c>Retry-After</c>.</summary>
internal static class TooManyAtOnce
{
    public static ProblemHttpResult Answer(HttpResponse response)
    {
        response.Headers.RetryAfter = ServiceUnavailable.RetryAfter;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Too many sign-ins at once",
            detail: "More people sign in at this moment than can be checked. Nothing was changed; try again in a few seconds.");
    }
}
