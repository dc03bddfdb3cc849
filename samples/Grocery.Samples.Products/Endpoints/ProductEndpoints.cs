using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grocery.Samples.Products.Endpoints;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("").ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        products.MapGet("/products", ListAsync)
            .WithName("ListProducts")
            .WithSummary("A page of the products by name, or those of some ids")
            .AddOpenApiOperationTransformer(ProductListParameters.DescribeAsync);

        products.MapGet("/products/{id}", FindAsync)
            .WithName("GetProduct")
            .WithSummary("One product")
            .ProducesProblem(StatusCodes.Status404NotFound);

        products.MapGet("/categories", (IProductStore store, CancellationToken cancellationToken) => store.ListCategoriesAsync(cancellationToken))
            .WithName("ListCategories")
            .WithSummary("The categories, each with its number of products");
    }

    internal static ProblemHttpResult UnknownProduct(string id) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "Unknown product", detail: $"There is no product '{id}'.");

    private static Task<Results<Ok<ProductPage>, ValidationProblem>> ListAsync(
        HttpRequest request, IProductStore store, CancellationToken cancellationToken) =>
        ProductIdsQuery.IsIn(request.Query)
            ? ListByIdAsync(request, store, cancellationToken)
            : ListByFilterAsync(request, store, cancellationToken);

    private static async Task<Results<Ok<ProductPage>, ValidationProblem>> ListByFilterAsync(
        HttpRequest request, IProductStore store, CancellationToken cancellationToken) =>
        ProductListQuery.TryRead(request.Query, out var filter, out var errors)
            ? TypedResults.Ok(await store.ListAsync(filter, cancellationToken))
            : TypedResults.ValidationProblem(errors);

    private static async Task<Results<Ok<ProductPage>, ValidationProblem>> ListByIdAsync(
        HttpRequest request, IProductStore store, CancellationToken cancellationToken)
    {
        if (!ProductIdsQuery.TryRead(request.Query, out var ids, out var errors))
            return TypedResults.ValidationProblem(errors);

        var found = await store.ListByIdAsync(ids, cancellationToken);
        return TypedResults.Ok(new ProductPage(found, Page: 1, PageSize: ids.Length, Total: found.Count));
    }

    private static async Task<Results<Ok<Product>, ProblemHttpResult>> FindAsync(
        string id, IProductStore store, CancellationToken cancellationToken) =>
        Slug.IsId(id) && await store.FindAsync(id, cancellationToken) is { } product
            ? TypedResults.Ok(product)
            : UnknownProduct(id);
}
