using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Shop.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Orders.Endpoints;

/// <summary>Puts the outcome of a checkout into HTTP.</summary>
internal static class CheckoutAnswer
{
    public static Results<Created<Order>, ValidationProblem, ProblemHttpResult> Of(CheckoutOutcome outcome, HttpResponse response) => outcome switch
    {
        CheckoutOutcome.Placed { Order: var order } => TypedResults.Created($"/orders/{order.OrderId}", order),
        CheckoutOutcome.CartEmpty => Conflict("Cart empty", "There is nothing in the cart."),
        CheckoutOutcome.PriceChanged { Total: var total } => Conflict(
            "Price changed", "The total of the cart is not the expected one. Show the new total and ask again.", ("total", total)),
        CheckoutOutcome.NotEnoughStock { Items: var items } => Conflict(
            "Not enough stock", "Of some products there is less than the cart has. Nothing was ordered.", ("items", items)),
        CheckoutOutcome.KeyReused => Conflict(
            "Idempotency-Key reused", "This Idempotency-Key belongs to an order with another body. Use a new key for a new order."),
        CheckoutOutcome.UnderWay => Later(
            response, StatusCodes.Status409Conflict, "Checkout under way", "This order is being placed. Repeat the request to learn what has become of it."),
        CheckoutOutcome.PricesUnknown => Later(
            response, StatusCodes.Status503ServiceUnavailable, "Prices unknown", "The prices of the cart are not known now. Nothing was ordered; try again."),
        _ => Later(
            response, StatusCodes.Status503ServiceUnavailable, "Checkout too slow", "The order could not be placed in time. Nothing was ordered; try again."),
    };

    public static ProblemHttpResult Closed(HttpResponse response) => Later(
        response, StatusCodes.Status503ServiceUnavailable, "Checkout is closed", "No orders are taken at the moment. The cart stays as it is.");

    private static ProblemHttpResult Conflict(string title, string detail, params (string Key, object? Value)[] members) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, title: title, detail: detail, extensions: members.ToDictionary(member => member.Key, member => member.Value));

    private static ProblemHttpResult Later(HttpResponse response, int status, string title, string detail)
    {
        response.Headers.RetryAfter = ServiceUnavailable.RetryAfter;
        return TypedResults.Problem(statusCode: status, title: title, detail: detail);
    }
}
