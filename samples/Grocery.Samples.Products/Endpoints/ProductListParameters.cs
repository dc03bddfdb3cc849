using System.Globalization;
using Grocery.Samples.Products.Catalog;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Grocery.Samples.Products.Endpoints;

/// <summary>Describes the query of a product list, which the endpoint reads by itself to report all of its errors at once.</summary>
internal static class ProductListParameters
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters =
        [
            Query("category", "Only the products of this category.", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Slug.LongestCategory }),
            Query(
                "search",
                "Only the products whose name has, for every word of this, one that begins with it.",
                new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = ProductListQuery.LongestSearch }),
            Query("page", "The page, from 1; without it the first.", Number(int.MaxValue)),
            Query("pageSize", $"The products of a page; without it {ProductListQuery.DefaultPageSize}.", Number(ProductListQuery.LargestPageSize)),
            Ids(),
        ];
        return Task.CompletedTask;
    }

    private static OpenApiParameter Ids()
    {
        var item = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Slug.LongestId };
        var ids = Query(
            ProductIdsQuery.Name,
            "Those of these products that exist, on one page; not together with another parameter.",
            new OpenApiSchema { Type = JsonSchemaType.Array, Items = item, MinItems = 1, MaxItems = ProductIdsQuery.MostIds });
        ids.Explode = false;
        return ids;
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiSchema Number(int largest) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = "1",
        Maximum = largest.ToString(CultureInfo.InvariantCulture),
    };
}
