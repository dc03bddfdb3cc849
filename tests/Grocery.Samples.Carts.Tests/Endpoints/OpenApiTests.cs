using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Endpoints;

public sealed class OpenApiTests(MemoryApp app) : IClassFixture<MemoryApp>
{
    private static readonly string[] Operations =
    [
        "GET /cart GetCart 200,401,403,503 user",
        "DELETE /cart ClearCart 204,401,403,503 user",
        "PUT /cart/items/{productId} SetCartItem 200,400,401,403,404,409,413,415,503 user",
        "DELETE /cart/items/{productId} RemoveCartItem 204,401,403,503 user",
        "POST /cart/merge MergeCart 200,400,401,403,413,415,503 user",
        "POST /carts/{userId}/ordered TakeOrdered 204,400,401,403,413,415,503 service",
    ];

    [Fact]
    public async Task The_document_names_every_operation_what_it_answers_and_to_whom() =>
        Assert.Equal(Operations.Order(StringComparer.Ordinal), (await app.OperationsAsync()).Order(StringComparer.Ordinal));
}
