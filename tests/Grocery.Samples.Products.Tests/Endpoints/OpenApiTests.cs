using System.Text.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Products.Tests.Endpoints;

public sealed class OpenApiTests(MemoryApp app) : IClassFixture<MemoryApp>
{
    private static readonly string[] Operations =
    [
        "GET /products ListProducts 200,400,503 anybody",
        "GET /products/{id} GetProduct 200,404,503 anybody",
        "GET /categories ListCategories 200,503 anybody",
        "POST /products/{id}/reservations ReserveProduct 201,400,401,403,404,409,413,415,422,503 service",
        "DELETE /products/{id}/reservations/{reservationId} ReleaseReservation 204,401,403,404,503 service",
    ];

    [Fact]
    public async Task The_document_names_every_operation_what_it_answers_and_to_whom() =>
        Assert.Equal(Operations.Order(StringComparer.Ordinal), (await app.OperationsAsync()).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_document_describes_the_query_of_a_list()
    {
        var document = await app.GetAsync("/openapi/v1.json");

        var parameters = document.GetProperty("paths").GetProperty("/products").GetProperty("get").GetProperty("parameters").EnumerateArray().ToArray();
        Assert.Equal(
            ["category", "search", "page", "pageSize", "ids"], parameters.Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(100, parameters[4].GetProperty("schema").GetProperty("maxItems").GetInt32());
        Assert.False(parameters[4].GetProperty("explode").GetBoolean());
    }

    [Fact]
    public async Task The_document_says_that_numbers_are_numbers()
    {
        var document = await app.GetAsync("/openapi/v1.json");

        var price = document.GetProperty("components").GetProperty("schemas").GetProperty("Product").GetProperty("properties").GetProperty("price");
        Assert.Equal(JsonValueKind.String, price.GetProperty("type").ValueKind);
        Assert.Equal("number", price.GetProperty("type").GetString());
    }
}
