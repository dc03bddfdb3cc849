using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>A secret with its versions and their stages.</summary>
internal sealed class AwsSecret(string name)
{
    public const string Current = "AWSCURRENT";
    public const string Pending = "AWSPENDING";
    public const string Previous = "AWSPREVIOUS";

    private readonly Dictionary<string, JsonObject> _values = [];
    private readonly Dictionary<string, string> _stages = [];

    public string FullName => name;

    public string Arn => $"arn:aws:secretsmanager:{AwsEndpoint.Region}:123456789012:secret:{name}-AbCdEf";

    public bool IsDeletionScheduled { get; set; }

    /// <summary>Gets or sets the error that reading the value ends with.</summary>
    public string? ReadError { get; set; }

    public bool IsCalled(string id) => id == name || id == Arn || id == Arn[..^"-AbCdEf".Length];

    /// <summary>Gives a version a stage; the current one that is replaced becomes the previous one.</summary>
    public void Move(string stage, string versionId)
    {
        if (stage == Current && _stages.TryGetValue(Current, out var old) && old != versionId)
            _stages[Previous] = old;

        _stages[stage] = versionId;
    }

    public void Put(string versionId, JsonObject value) => _values[versionId] = value;

    public void RemoveStage(string stage) => _stages.Remove(stage);

    public string? VersionAt(string stage) => _stages.GetValueOrDefault(stage);

    public string? Find(string? versionId, string? stage)
    {
        var found = versionId ?? VersionAt(stage ?? Current);
        return found is not null && _values.ContainsKey(found) && (stage is null || VersionAt(stage) == found) ? found : null;
    }

    public JsonObject DescribeValue(string versionId)
    {
        var value = (JsonObject)_values[versionId].DeepClone();
        (value["ARN"], value["Name"], value["VersionId"], value["CreatedDate"]) = (Arn, name, versionId, 1774000000.123);
        value["VersionStages"] = new JsonArray([.. StagesOf(versionId)]);
        return value;
    }

    /// <summary>Describes the secret; the stages under the name that the operation has for them.</summary>
    public JsonObject Describe(string stagesMember)
    {
        var stages = new JsonObject();
        foreach (var versionId in _stages.Values.Distinct())
            stages[versionId] = new JsonArray([.. StagesOf(versionId)]);

        var description = new JsonObject { ["ARN"] = Arn, ["Name"] = name, ["LastChangedDate"] = 1774000000.123, [stagesMember] = stages };
        if (IsDeletionScheduled)
            description["DeletedDate"] = 1774100000.5;

        return description;
    }

    private IEnumerable<JsonNode> StagesOf(string versionId) =>
        _stages.Where(pair => pair.Value == versionId).Select(pair => (JsonNode)JsonValue.Create(pair.Key));
}
