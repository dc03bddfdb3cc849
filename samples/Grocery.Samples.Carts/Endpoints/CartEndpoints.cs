using System.Security.Claims;
using Grocery.Samples.Carts.Pricing;
using Grocery.Samples.Carts.Storage;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Carts.Endpoints;

/// <summary>The cart of the user who asks: there is no way to name that of another.</summary>
internal static class CartEndpoints
{
    public static void MapCart(this IEndpointRouteBuilder routes)
    {
        var cart = routes.MapGroup("/cart").RequireUser().ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        cart.MapGet("", (ClaimsPrincipal user, CartReader reader, CancellationToken cancellationToken) => reader.ReadAsync(user.UserId(), cancellationToken))
            .WithName("GetCart")
            .WithSummary("The cart with today's prices; without them, and marked, when the product service does not answer");

        cart.MapPut("/items/{productId}", SetAsync)
            .WithName("SetCartItem")
            .WithSummary("Sets the quantity of a product, which gets into the cart if it is not yet there")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        cart.MapDelete("/items/{productId}", RemoveAsync).WithName("RemoveCartItem").WithSummary("Takes a product out, if it is there");
        cart.MapDelete("", ClearAsync).WithName("ClearCart").WithSummary("Takes everything out");

        cart.MapPost("/merge", MergeAsync)
            .WithName("MergeCart")
            .WithSummary("Takes over what was put into a cart before signing in: of each product the larger quantity stays, so that a repeat changes nothing")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Results<Ok<Cart>, ValidationProblem, ProblemHttpResult>> SetAsync(
        string productId,
        QuantityRequest body,
        ClaimsPrincipal principal,
        ICartStore carts,
        ProductCheck check,
        CartReader reader,
        CancellationToken cancellationToken)
    {
        if (!ItemRules.IsQuantity(body.Quantity))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["quantity"] = [ItemRules.QuantityRule] });

        var user = principal.UserId();
        if (!ProductId.IsOne(productId) || (await check.FindUnknownAsync(user, [productId], cancellationToken)).Count > 0)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status404NotFound, title: "Unknown product", detail: $"There is no product '{productId}'.");
        }

        return await carts.SetAsync(user, new CartItem(productId, body.Quantity!.Value), cancellationToken)
            ? TypedResults.Ok(await reader.ReadAsync(user, cancellationToken))
            : TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "The cart is full",
                detail: $"A cart holds {CartLimits.MostItems} different products at most. Order them, or take one out.");
    }

    private static async Task<NoContent> RemoveAsync(string productId, ClaimsPrincipal user, ICartStore carts, CancellationToken cancellationToken)
    {
        if (ProductId.IsOne(productId))
            await carts.RemoveAsync(user.UserId(), productId, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ClearAsync(ClaimsPrincipal user, ICartStore carts, CancellationToken cancellationToken)
    {
        await carts.ClearAsync(user.UserId(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<MergedCart>, ValidationProblem>> MergeAsync(
        MergeRequest body,
        ClaimsPrincipal principal,
        ICartStore carts,
        ProductCheck check,
        CartReader reader,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var items = ItemRules.Read(body.Items, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        var user = principal.UserId();
        var unknown = await check.FindUnknownAsync(user, items.Select(item => item.ProductId), cancellationToken);
        var noRoom = await carts.MergeAsync(user, [.. items.Where(item => !unknown.Contains(item.ProductId))], cancellationToken);

        var cart = await reader.ReadAsync(user, cancellationToken);
        string[] dropped = [.. items.Select(item => item.ProductId).Where(id => unknown.Contains(id) || noRoom.Contains(id))];
        return TypedResults.Ok(new MergedCart(cart.Items, cart.Total, cart.Currency, cart.Complete, dropped));
    }
}
