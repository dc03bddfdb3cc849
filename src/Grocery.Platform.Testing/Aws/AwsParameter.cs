using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>A parameter with all its versions.</summary>
internal sealed class AwsParameter(string name)
{
    private static int _writes;

    private readonly List<(string Value, string Type, double WrittenAt)> _versions = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);

    public string Arn => ArnOf(name);

    public int Newest => _versions.Count;

    public string Kind => _versions[^1].Type;

    public static string ArnOf(string name) =>
        $"arn:aws:ssm:{AwsEndpoint.Region}:123456789012:parameter{(name.StartsWith('/') ? "" : "/")}{name}";

    public void Put(string value, string type) => _versions.Add((value, type, 1774000000.123 + Interlocked.Increment(ref _writes)));

    public void Label(string label, int version) => _labels[label] = version;

    /// <summary>Finds the version that a selector means, such as <c>:3</c>, <c>:live</c>, or the empty one.</summary>
    public int? Find(string selector)
    {
        var wanted = selector.TrimStart(':');
        if (wanted.Length == 0)
            return Newest;
        if (!int.TryParse(wanted, out var version))
            return _labels.TryGetValue(wanted, out var labelled) ? labelled : null;

        return version >= 1 && version <= Newest ? version : null;
    }

    public bool IsSecureAt(int version) => _versions[version - 1].Type == "SecureString";

    public JsonObject Describe(int version, string selector, bool isDecrypted)
    {
        var (value, type, writtenAt) = _versions[version - 1];
        var description = new JsonObject
        {
            ["ARN"] = Arn,
            ["DataType"] = "text",
            ["LastModifiedDate"] = writtenAt,
            ["Name"] = name,
            ["Type"] = type,
            ["Value"] = type != "SecureString" || isDecrypted ? value : "AQICAHhCiphertext",
            ["Version"] = version,
        };
        if (selector.Length > 0)
            description["Selector"] = selector;

        return description;
    }
}
