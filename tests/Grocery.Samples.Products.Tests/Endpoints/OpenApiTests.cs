using System.Text.Json;

namespace Grocery.Samples.Products.Tests.Endpoints;

public sealed class OpenApiTests(MemoryApp app) : IClassFixture<MemoryApp>
{
    [Theory]
    [InlineData("/products", "get", "ListProducts", "200,400,503")]
    [InlineData("/products/{id}", "get", "GetProduct", "200,404,503")]
    [InlineData("/categories", "get", "ListCategories", "200,503")]
    [InlineData("/products/{id}/reservations", "post", "ReserveProduct", "201,400,401,403,404,409,413,415,422,503")]
    [InlineData("/products/{id}/reservations/{reservationId}", "delete", "ReleaseReservation", "204,401,403,404,503")]
    public async Task The_document_names_every_operation_and_what_it_answers(string path, string method, string id, string statuses)
    {
        var document = await app.GetAsync("/openapi/v1.json");

        var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.Equal(id, operation.GetProperty("operationId").GetString());
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        Assert.Equal(statuses, string.Join(',', operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(statuses.Contains("401", StringComparison.Ordinal), operation.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task The_document_has_no_other_operation()
    {
        var document = await app.GetAsync("/openapi/v1.json");

        Assert.Equal(5, document.GetProperty("paths").EnumerateObject().Sum(path => path.Value.EnumerateObject().Count(member => member.Name != "parameters")));
    }

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
