namespace Grocery.Samples.Contracts.Tests;

public sealed class ContractChangesTests
{
    private const string Contract =
        """
        {
          "paths": {
            "/things/{id}": {
              "put": {
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                               { "name": "page", "in": "query", "schema": { "type": "string", "maxLength": 10, "pattern": "^[0-9]+$" } }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } } },
                "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Received" } } } } }
              }
            },
            "/mine": { "get": { "responses": { "200": {}, "401": {} }, "security": [{ "Bearer": ["user"] }, { "Key": [] }] } },
            "/all": { "post": { "responses": { "200": {} } } }
          },
          "components": {
            "schemas": {
              "Sent": { "type": "object", "required": ["count"], "properties": {
                "count": { "type": "integer", "minimum": 1 }, "note": { "type": ["null", "string"] }, "kind": { "enum": ["old", "new"] } } },
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
    [InlineData("\"200\": { \"content\"", "\"201\": { \"content\"", "PUT /things/{id} no longer answers 200 as before")]
    [InlineData("\"in\": \"query\", \"schema\": { \"type\": \"string\"", "\"in\": \"query\", \"schema\": { \"type\": \"integer\"", "PUT /things/{id} query page was string, and is integer")]
    [InlineData("\"maxLength\": 10", "\"maxLength\": 9", "PUT /things/{id} query page has a narrower maxLength")]
    [InlineData("^[0-9]+$", "^[1-9]+$", "PUT /things/{id} query page has a narrower pattern")]
    [InlineData("\"minimum\": 1", "\"minimum\": 2", "PUT /things/{id} body.count has a narrower minimum")]
    [InlineData("\"minimum\": 1", "\"minimum\": 1, \"maximum\": 1000000", "PUT /things/{id} body.count has a narrower maximum")]
    [InlineData("[\"old\", \"new\"]", "[\"new\", \"newer\"]", "PUT /things/{id} body.kind has a narrower enum")]
    [InlineData("\"note\": { \"type\": [\"null\", \"string\"] }", "\"note\": { \"type\": \"string\" }", "PUT /things/{id} body.note may no longer be null")]
    [InlineData("\"requestBody\": {", "\"requestBody\": { \"required\": true,", "PUT /things/{id} demands a body")]
    [InlineData("\"post\": {", "\"post\": { \"requestBody\": { \"required\": true, \"content\": { \"application/json\": { \"schema\": {} } } },", "POST /all demands a body")]
    [InlineData("\"200\": {} } }", "\"200\": {}, \"401\": {} } }", "POST /all needs a token now")]
    [InlineData("\"post\": {", "\"post\": { \"security\": [{ \"Bearer\": [\"user\"] }],", "POST /all needs a token now")]
    [InlineData("[\"user\"]", "[\"service\"]", "GET /mine no longer lets Bearer(user) in")]
    [InlineData(", { \"Key\": [] }", "", "GET /mine no longer lets Key() in")]
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
    [InlineData("\"maxLength\": 10, ", "")]
    [InlineData("\"minimum\": 1", "\"minimum\": 0")]
    [InlineData("[\"old\", \"new\"]", "[\"old\", \"new\", \"newer\"]")]
    [InlineData("\"type\": \"integer\"", "\"type\": [\"null\", \"integer\"]")]
    [InlineData("\"post\": {", "\"post\": { \"requestBody\": { \"content\": { \"application/json\": { \"schema\": {} } } },")]
    [InlineData("[\"user\"]", "[]")]
    [InlineData("{ \"Key\": [] }", "{ \"Key\": [] }, { \"Other\": [] }")]
    public void What_is_added_breaks_nobody(string before, string after)
    {
        var changed = Contract.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Contract, changed);

        Assert.Empty(ContractChanges.FindBreaking(ContractDocument.Parse(Contract), ContractDocument.Parse(changed)));
    }
}
