using Grocery.Platform.TestSupport;
using YamlDotNet.Serialization;

namespace Grocery.Delivery.Tests;

/// <summary>A workflow of GitHub, as its file says it.</summary>
internal sealed class Workflow
{
    private readonly Dictionary<object, object?> _root;

    private Workflow(string file)
    {
        Name = Path.GetFileName(file);
        Lines = File.ReadAllLines(file);
        _root = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(File.ReadAllText(file));
    }

    public static Workflow[] All { get; } = [.. Directory.GetFiles(Repository.Path(".github", "workflows"), "*.yml").Order().Select(file => new Workflow(file))];

    public string Name { get; }

    public string[] Lines { get; }

    /// <summary>Gets the events that start it.</summary>
    public string[] Triggers => Map(_root["on"]) is { } events ? [.. events.Keys.Cast<string>()] : [(string)_root["on"]!];

    public IReadOnlyDictionary<string, Dictionary<object, object?>> Jobs => Map(_root["jobs"])!.ToDictionary(job => (string)job.Key, job => Map(job.Value)!);

    public object? this[string key] => _root.GetValueOrDefault(key);

    public static Dictionary<object, object?>? Map(object? value) => value as Dictionary<object, object?>;

    /// <summary>Gets the steps of a job; one that calls another workflow has none.</summary>
    public static IEnumerable<Dictionary<object, object?>> StepsOf(Dictionary<object, object?> job) =>
        job.GetValueOrDefault("steps") is List<object?> steps ? steps.Select(step => Map(step)!) : [];
}
