using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Grocery.Samples.Products.Endpoints;

internal static class ReservationEndpoints
{
    private const int LargestQuantity = 1000;
    private const int LongestKey = 255;

    public static void MapReservations(this IEndpointRouteBuilder routes)
    {
        var reservations = routes.MapGroup("/products/{id}/reservations")
            .RequireService()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        reservations.MapPost("", ReserveAsync)
            .WithName("ReserveProduct")
            .WithSummary("Takes stock for an order; once for each Idempotency-Key")
            .Produces<Reservation>(StatusCodes.Status201Created)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        reservations.MapDelete("/{reservationId:guid}", ReleaseAsync)
            .WithName("ReleaseReservation")
            .WithSummary("Puts the stock of a reservation back; once, however often it is called")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ReserveAsync(
        string id,
        ReservationRequest body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        IProductStore store,
        CancellationToken cancellationToken)
    {
        var errors = Validate(body, idempotencyKey);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        if (!Slug.IsId(id))
            return ProductEndpoints.UnknownProduct(id);

        var order = new ReservationOrder(id, body.Quantity!.Value, idempotencyKey);
        return await store.ReserveAsync(order, cancellationToken) switch
        {
            ReservationOutcome.Reserved { Reservation: var made } =>
                TypedResults.Created($"/products/{id}/reservations/{made.ReservationId}", made),
            ReservationOutcome.NotEnough { Available: var available } => NotEnough(order, available),
            ReservationOutcome.KeyReused => TypedResults.Problem(
                statusCode: StatusCodes.Status422UnprocessableEntity,
                title: "Idempotency-Key reused",
                detail: "This Idempotency-Key belongs to a reservation of another product or quantity. Use a new key for a new order."),
            _ => ProductEndpoints.UnknownProduct(id),
        };
    }

    // A release that is repeated, as after a lost answer, succeeds again: the caller wants it released, and it is.
    private static async Task<IResult> ReleaseAsync(
        string id, Guid reservationId, IProductStore store, CancellationToken cancellationToken) =>
        Slug.IsId(id) && await store.ReleaseAsync(id, reservationId, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                statusCode: StatusCodes.Status404NotFound,
                title: "Unknown reservation",
                detail: $"The product '{id}' never had the reservation '{reservationId}'.");

    private static ProblemHttpResult NotEnough(ReservationOrder order, int available) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict,
        title: "Not enough stock",
        detail: $"{order.Quantity} of '{order.ProductId}' were asked for; {available} are available.",
        extensions: new Dictionary<string, object?> { ["available"] = available });

    private static Dictionary<string, string[]> Validate(ReservationRequest body, string? idempotencyKey)
    {
        var errors = new Dictionary<string, string[]>();
        if (body.Quantity is not (>= 1 and <= LargestQuantity))
            errors["quantity"] = [$"Must be a whole number from 1 to {LargestQuantity}."];

        if (idempotencyKey is not null
            && (idempotencyKey.Length is 0 or > LongestKey || idempotencyKey.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            errors["Idempotency-Key"] = [$"Must be 1 to {LongestKey} visible ASCII characters."];
        }

        return errors;
    }
}
