using System.Text.Json;

namespace Grocery.Samples.TestSupport;

/// <summary>Reads what the OpenAPI document of a service says of its operations.</summary>
public static class OpenApi
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    /// <summary>Returns a line for each operation: method, path, id, statuses, and whose token it takes.</summary>
    public static async Task<string[]> OperationsAsync<TProgram>(this ShopServer<TProgram> server)
        where TProgram : class
    {
        var document = await server.GetAsync("/openapi/v1.json");
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where Methods.Contains(operation.Name)
               select Describe($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value),
        ];
    }

    private static string Describe(string name, JsonElement operation)
    {
        Assert.False(string.IsNullOrWhiteSpace(operation.GetProperty("summary").GetString()), $"{name} has no summary.");
        var statuses = operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal);
        return $"{name} {operation.GetProperty("operationId").GetString()} {string.Join(',', statuses)} {CallersOf(operation)}";
    }

    private static string CallersOf(JsonElement operation) => operation.TryGetProperty("security", out var security)
        ? string.Join(',', security.EnumerateArray().SelectMany(one => one.GetProperty("Bearer").EnumerateArray()).Select(role => role.GetString()))
        : "anybody";
}
