namespace Grocery.Samples.Contracts.Tests;

public sealed class ContractChangesTests
{
    private const string Contract =
        """
        {
          "paths": {
            "/things/{id}": {
              "put": {
                "parameters": [{ "name": "id", "in": "path", "required": true }, { "name": "page", "in": "query" }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } } },
                "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Received" } } } } }
              }
            }
          },
          "components": {
            "schemas": {
              "Sent": { "type": "object", "required": ["count"], "properties": { "count": { "type": "integer" }, "note": { "type": ["null", "string"] } } },
              "Received": {
                "type": "object",
                "required": ["total"],
                "properties": { "total": { "type": "number" }, "items": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string" } } } } }
              }
            }
          }
        }
        """;

    [Theory]
    [InlineData("/things/{id}", "/things/{name}/x", "PUT /things/{id} is gone")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "PUT /things/{id} demands query page")]
    [InlineData("{ \"name\": \"page\"", "{ \"name\": \"offset\"", "PUT /things/{id} no longer takes query page")]
    [InlineData("[\"count\"]", "[\"count\", \"note\"]", "PUT /things/{id} body.note is demanded")]
    [InlineData("\"note\": { \"type\": [\"null\", \"string\"] }", "\"notes\": { \"type\": \"string\" }", "PUT /things/{id} body.note is no longer taken")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"string\"", "PUT /things/{id} body.count was integer, and is string")]
    [InlineData("\"total\": { \"type\": \"number\" },", "", "PUT /things/{id} 200.total is gone")]
    [InlineData("\"total\": { \"type\": \"number\" }", "\"total\": { \"type\": [\"null\", \"number\"] }", "PUT /things/{id} 200.total may be null")]
    [InlineData("[\"total\"]", "[]", "PUT /things/{id} 200.total may be missing")]
    [InlineData("\"name\": { \"type\": \"string\" }", "\"name\": { \"type\": \"integer\" }", "PUT /things/{id} 200.items[].name was string, and is integer")]
    [InlineData("\"200\":", "\"201\":", "PUT /things/{id} no longer answers 200 as before")]
    [InlineData("\"responses\": {", "\"responses\": { \"401\": {},", "PUT /things/{id} needs a token now")]
    public void What_breaks_a_caller_is_named(string before, string after, string expected)
    {
        var changed = Contract.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Contract, changed);

        Assert.Equal([expected], ContractChanges.FindBreaking(ContractDocument.Parse(Contract), ContractDocument.Parse(changed)));
    }

    [Theory]
    [InlineData("\"total\": {", "\"more\": { \"type\": \"string\" }, \"total\": {")]
    [InlineData("\"count\": {", "\"more\": { \"type\": \"string\" }, \"count\": {")]
    [InlineData("{ \"name\": \"page\"", "{ \"name\": \"more\", \"in\": \"query\" }, { \"name\": \"page\"")]
    [InlineData("\"/things/{id}\": {", "\"/more\": { \"get\": { \"responses\": {} } }, \"/things/{id}\": {")]
    [InlineData("[\"count\"]", "[]")]
    public void What_is_added_breaks_nobody(string before, string after)
    {
        var changed = Contract.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Contract, changed);

        Assert.Empty(ContractChanges.FindBreaking(ContractDocument.Parse(Contract), ContractDocument.Parse(changed)));
    }
}
