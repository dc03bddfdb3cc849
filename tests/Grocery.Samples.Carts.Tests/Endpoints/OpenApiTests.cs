namespace Grocery.Samples.Carts.Tests.Endpoints;

public sealed class OpenApiTests(MemoryApp app) : IClassFixture<MemoryApp>
{
    [Theory]
    [InlineData("/cart", "get", "GetCart", "200,401,403,503")]
    [InlineData("/cart", "delete", "ClearCart", "204,401,403,503")]
    [InlineData("/cart/items/{productId}", "put", "SetCartItem", "200,400,401,403,404,409,413,415,503")]
    [InlineData("/cart/items/{productId}", "delete", "RemoveCartItem", "204,401,403,503")]
    [InlineData("/cart/merge", "post", "MergeCart", "200,400,401,403,413,415,503")]
    [InlineData("/carts/{userId}/ordered", "post", "TakeOrdered", "204,400,401,403,413,415,503")]
    public async Task The_document_names_every_operation_and_what_it_answers(string path, string method, string id, string statuses)
    {
        var document = await app.GetAsync("/openapi/v1.json");

        var operation = document.GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.Equal(id, operation.GetProperty("operationId").GetString());
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        Assert.Equal(statuses, string.Join(',', operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal)));
        Assert.True(operation.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task The_document_has_no_other_operation()
    {
        var document = await app.GetAsync("/openapi/v1.json");

        Assert.Equal(6, document.GetProperty("paths").EnumerateObject().Sum(path => path.Value.EnumerateObject().Count(member => member.Name != "parameters")));
    }
}
