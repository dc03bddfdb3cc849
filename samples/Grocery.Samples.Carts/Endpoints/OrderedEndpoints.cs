using Grocery.Samples.Carts.Storage;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Carts.Endpoints;

/// <summary>What the order service says of the carts of others.</summary>
internal static class OrderedEndpoints
{
    private const int LongestUserId = 128;

    public static void MapOrdered(this IEndpointRouteBuilder routes) => routes
        .MapPost("/carts/{userId}/ordered", TakeOrderedAsync)
        .RequireService()
        .WithName("TakeOrdered")
        .WithSummary("Takes what was ordered out of a user's cart; once for each order, however often it is called")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<NoContent, ValidationProblem>> TakeOrderedAsync(
        string userId, OrderedRequest body, ICartStore carts, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (userId.Length > LongestUserId || userId.Any(char.IsControl))
            errors["userId"] = [$"Must be the id of a user: {LongestUserId} characters at most, and no control characters."];

        if (body.OrderId is null)
            errors["orderId"] = ["Must be the id of the order, such as '0197e5f0-0000-7000-8000-000000000000'."];

        var items = ItemRules.Read(body.Items, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        await carts.TakeOrderedAsync(userId, body.OrderId!.Value, items, cancellationToken);
        return TypedResults.NoContent();
    }
}
