using System.Security.Claims;
using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Orders.Delivery;
using Grocery.Samples.Shop.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Grocery.Samples.Orders.Endpoints;

internal static class CheckoutEndpoints
{
    private const decimal HighestTotal = 1_000_000m;
    private const int LongestKey = 255;
    private const int LongestNote = 200;

    public static void MapCheckout(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout", DescribeAsync)
            .RequireUser()
            .WithName("GetCheckout")
            .WithSummary("Tells what the checkout of this user consists of now.");
        routes.MapPost("/orders", PlaceAsync)
            .RequireUser()
            .WithName("PlaceOrder")
            .WithSummary("Orders what is in the user's cart. Safe to repeat with the same Idempotency-Key: the answer is the same.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<CheckoutDescription>> DescribeAsync(
        ClaimsPrincipal user, CheckoutSteps steps, DeliverySlots slots, CancellationToken cancellationToken)
    {
        var hasSlot = await steps.HasSlotAsync(user.UserId(), cancellationToken);
        return TypedResults.Ok(new CheckoutDescription(
            await steps.IsOpenAsync(cancellationToken), hasSlot ? [CheckoutSteps.DeliverySlot] : [], hasSlot ? slots.List() : []));
    }

    private static async Task<Results<Created<Order>, ValidationProblem, ProblemHttpResult>> PlaceAsync(
        PlaceOrderRequest body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal user,
        CheckoutSteps steps,
        DeliverySlots slots,
        CheckoutSaga saga,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var errors = Validate(body, idempotencyKey);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);

        var wanted = new CheckoutOrder(user.UserId(), idempotencyKey!, body.ExpectedTotal!.Value, body.DeliverySlot, body.Note);

        // Ahead of the flags: who repeats an order that was placed learns so, even when the checkout has changed or closed since.
        if (await saga.FindEarlierAsync(wanted, cancellationToken) is { } earlier)
            return CheckoutAnswer.Of(earlier, response);
        if (!await steps.IsOpenAsync(cancellationToken))
            return CheckoutAnswer.Closed(response);

        var hasSlot = await steps.HasSlotAsync(wanted.UserId, cancellationToken);
        return CheckSlot(wanted.DeliverySlot, hasSlot, slots) is { } problem
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["deliverySlot"] = [problem] })
            : CheckoutAnswer.Of(await saga.RunAsync(wanted, cancellationToken), response);
    }

    private static Dictionary<string, string[]> Validate(PlaceOrderRequest body, string? idempotencyKey)
    {
        var errors = new Dictionary<string, string[]>();
        if (idempotencyKey is not { Length: >= 1 and <= LongestKey } || idempotencyKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            errors["Idempotency-Key"] = [$"The header must be 1 to {LongestKey} visible ASCII characters, new for each order and the same for its repeats."];
        if (body.ExpectedTotal is not (>= 0 and <= HighestTotal) || decimal.Round(body.ExpectedTotal.Value, 2) != body.ExpectedTotal)
            errors["expectedTotal"] = [$"Must be the total of the cart: a number from 0 to {HighestTotal} with two decimals at most."];
        if (body.Note is { } note && (note.Length > LongestNote || note.Any(character => char.IsControl(character) && character != '\n')))
            errors["note"] = [$"Must be {LongestNote} characters at most, without control characters."];

        return errors;
    }

    private static string? CheckSlot(string? chosen, bool hasSlot, DeliverySlots slots) => (chosen, hasSlot) switch
    {
        (null, true) => "Must be the id of a slot; GET /checkout lists them.",
        (not null, true) when !slots.Has(chosen) => "Must be the id of a slot that can be chosen now; GET /checkout lists them.",
        (not null, false) => "Must not be there: this checkout has no delivery slot.",
        _ => null,
    };
}
