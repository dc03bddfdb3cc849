using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Grocery.Platform.TestSupport;

/// <summary>Parameters in memory, answered like Parameter Store does.</summary>
public sealed class AwsParameterTree
{
    private readonly ConcurrentDictionary<string, (string Value, string Type)> _parameters = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the largest page, whatever the caller asks for.</summary>
    public int PageSize { get; set; } = 10;

    /// <summary>Gets or sets a value indicating whether an empty page with a token comes before every page.</summary>
    public bool HasEmptyPages { get; set; }

    /// <summary>Creates or replaces a parameter. <paramref name="type"/>: String, StringList or SecureString.</summary>
    public void Put(string name, string value, string type = "String") => _parameters[name] = (value, type);

    /// <summary>Answers GetParametersByPath; <see langword="null"/> when the request is invalid.</summary>
    internal JsonObject? GetByPath(JsonNode request)
    {
        var path = (string?)request["Path"];
        var size = Math.Min((int?)request["MaxResults"] ?? 10, PageSize);
        if (path is null || path[0] != '/' || (int?)request["MaxResults"] is < 1 or > 10)
            return null;

        var token = (string?)request["NextToken"] is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)).Split('|') : ["0", "first"];
        var offset = int.Parse(token[0], CultureInfo.InvariantCulture);
        if (HasEmptyPages && token[1] == "first")
            return Page([], $"{offset}|again");

        var prefix = path.TrimEnd('/') + "/";
        var isRecursive = (bool?)request["Recursive"] ?? false;
        string[] names =
        [
            .. _parameters.Keys
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && (isRecursive || !name[prefix.Length..].Contains('/', StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
        var isDecrypted = (bool?)request["WithDecryption"] ?? false;
        JsonNode[] page = [.. names.Skip(offset).Take(size).Select(name => Describe(name, isDecrypted))];
        return Page(page, offset + page.Length < names.Length ? $"{offset + page.Length}|first" : null);
    }

    private static JsonObject Page(JsonNode[] parameters, string? token)
    {
        var page = new JsonObject { ["Parameters"] = new JsonArray(parameters) };
        if (token is not null)
            page["NextToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(token));

        return page;
    }

    private JsonObject Describe(string name, bool isDecrypted)
    {
        var (value, type) = _parameters[name];
        return new JsonObject
        {
            ["ARN"] = "arn:aws:ssm:eu-west-1:123456789012:parameter" + name,
            ["DataType"] = "text",
            ["LastModifiedDate"] = 1774000000.123,
            ["Name"] = name,
            ["Type"] = type,
            ["Value"] = type != "SecureString" || isDecrypted ? value : "AQICAHhCiphertext",
            ["Version"] = 1,
        };
    }
}
