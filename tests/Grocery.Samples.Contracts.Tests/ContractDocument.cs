using System.Text.Json.Nodes;
using Grocery.Platform.TestSupport;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>The OpenAPI document of a service: the one description that the service and its callers are held to.</summary>
internal sealed class ContractDocument(JsonObject root)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    /// <summary>Gets the operations: method, path template and description.</summary>
    public IEnumerable<(string Method, string Path, JsonObject Operation)> Operations =>
        from path in root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select (operation.Key, path.Key, operation.Value!.AsObject());

    public static string PathOf(string service) => Repository.Path("samples", "contracts", service + ".json");

    public static ContractDocument Load(string service) => Parse(File.ReadAllText(PathOf(service)));

    public static ContractDocument Parse(string text) => new(JsonNode.Parse(text)!.AsObject());

    /// <summary>Removes what depends on where the service happens to run.</summary>
    public ContractDocument Normalize()
    {
        root.Remove("servers");
        return this;
    }

    /// <summary>Finds the operation that answers a request.</summary>
    public (string Path, JsonObject Operation)? Find(string method, string path)
    {
        var found = Operations.Where(operation => operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && Matches(operation.Path, path)).ToArray();

        // A literal segment counts more than a variable one, as in routing.
        return found.OrderBy(operation => operation.Path.Count(character => character == '{')).Select(operation => ((string, JsonObject)?)(operation.Path, operation.Operation)).FirstOrDefault();
    }

    /// <summary>Follows a reference to a schema of the document.</summary>
    public JsonObject Resolve(JsonNode schema)
    {
        var current = schema.AsObject();
        while (current["$ref"] is { } reference)
            current = root["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!.AsObject();

        return current;
    }

    public override string ToString() => root.ToJsonString(new() { WriteIndented = true }) + "\n";

    private static bool Matches(string template, string path)
    {
        var expected = template.Split('/');
        var actual = path.Split('/');
        return expected.Length == actual.Length
            && expected.Zip(actual).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.Length > 0));
    }
}
