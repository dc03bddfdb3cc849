using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Accounts;

/// <summary>The answer to one attempt too many: 429 with <c>Retry-After</c>.</summary>
internal static class TooManyAttempts
{
    public static ProblemHttpResult Answer(HttpResponse response, TimeSpan wait, string which)
    {
        var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.Headers[HeaderNames.RetryAfter] = seconds;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too many attempts",
            type: "https://tools.ietf.org/html/rfc6585#section-4",
            detail: $"There were too many attempts {which}. Try again in {seconds} seconds.");
    }
}
