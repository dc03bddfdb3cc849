using System.Globalization;
using System.Security.Claims;
using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Orders.Storage;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Orders.Endpoints;

internal static class OrderEndpoints
{
    private const int DefaultPageSize = 20;
    private const int LargestPageSize = 100;

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders", ListAsync)
            .RequireUser()
            .WithName("ListOrders")
            .WithSummary("Returns a page of the user's orders, the newest first.");
        routes.MapGet("/orders/{orderId:guid}", FindAsync)
            .RequireUser()
            .WithName("GetOrder")
            .WithSummary("Returns an order of the user.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/orders/statistics", async (IOrderStore orders, CancellationToken cancellationToken) =>
                TypedResults.Ok(await orders.SummarizeAsync(cancellationToken)))
            .RequireService()
            .WithName("GetOrderStatistics")
            .WithSummary("Sums all orders up, for services.");
    }

    private static async Task<Results<Ok<OrderPage>, ValidationProblem>> ListAsync(
        ClaimsPrincipal user, IOrderStore orders, CancellationToken cancellationToken, string? page = null, string? pageSize = null)
    {
        var errors = new Dictionary<string, string[]>();
        var number = ReadNumber("page", page, 1, int.MaxValue, errors);
        var size = ReadNumber("pageSize", pageSize, DefaultPageSize, LargestPageSize, errors);
        return errors.Count == 0
            ? TypedResults.Ok(await orders.ListAsync(user.UserId(), number, size, cancellationToken))
            : TypedResults.ValidationProblem(errors);
    }

    // Somebody else's order is as unknown as one that never was.
    private static async Task<Results<Ok<Order>, ProblemHttpResult>> FindAsync(
        Guid orderId, ClaimsPrincipal user, IOrderStore orders, CancellationToken cancellationToken) =>
        await orders.FindAsync(user.UserId(), orderId, cancellationToken) is { } order
            ? TypedResults.Ok(order)
            : TypedResults.Problem(
                statusCode: StatusCodes.Status404NotFound, title: "Unknown order", detail: $"You have no order '{orderId}'.");

    private static int ReadNumber(string name, string? text, int fallback, int largest, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(text))
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= largest)
            return number;

        errors[name] = [$"Must be a whole number from 1 to {largest}."];
        return fallback;
    }
}
