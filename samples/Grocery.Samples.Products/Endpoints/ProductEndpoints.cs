using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Products.Endpoints;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/products", ListAsync);
        routes.MapGet("/products/{id}", FindAsync);
        routes.MapGet("/categories", (IProductStore store, CancellationToken cancellationToken) => store.ListCategoriesAsync(cancellationToken));
    }

    private static async Task<Results<Ok<ProductPage>, ValidationProblem>> ListAsync(
        HttpRequest request, IProductStore store, CancellationToken cancellationToken) =>
        ProductListQuery.TryRead(request.Query, out var filter, out var errors)
            ? TypedResults.Ok(await store.ListAsync(filter, cancellationToken))
            : TypedResults.ValidationProblem(errors);

    private static async Task<Results<Ok<Product>, ProblemHttpResult>> FindAsync(
        string id, IProductStore store, CancellationToken cancellationToken) =>
        Slug.IsId(id) && await store.FindAsync(id, cancellationToken) is { } product
            ? TypedResults.Ok(product)
            : UnknownProduct(id);

    internal static ProblemHttpResult UnknownProduct(string id) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "Unknown product", detail: $"There is no product '{id}'.");
}
