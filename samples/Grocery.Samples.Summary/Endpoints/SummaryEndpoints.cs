using Grocery.Samples.Shop.Identity;
using Grocery.Samples.Shop.Problems;
using Grocery.Samples.Summary.Overview;
using Grocery.Samples.Summary.Statistics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Summary.Endpoints;

internal static class SummaryEndpoints
{
    public static void MapSummary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/summary", async (SummaryReader reader, CancellationToken cancellationToken) =>
                TypedResults.Ok(await reader.ReadAsync(cancellationToken)))
            .RequireUser()
            .WithName("GetSummary")
            .WithSummary("Sums the shop up for the user, in part where a service does not answer.");
        routes.MapGet("/statistics", GetStatisticsAsync)
            .WithName("GetStatistics")
            .WithSummary("Returns the sums over all orders; old ones, marked, while order does not answer.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<DatedStatistics>, ProblemHttpResult>> GetStatisticsAsync(
        StatisticsCache statistics, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await statistics.GetAsync(cancellationToken) is { } known)
            return TypedResults.Ok(known);

        response.Headers.RetryAfter = ServiceUnavailable.RetryAfter;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable, title: "Statistics unavailable", detail: "There are no statistics yet, as order does not answer.");
    }
}
