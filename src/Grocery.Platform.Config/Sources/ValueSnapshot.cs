namespace Grocery.Platform.Config.Sources;

/// <summary>Values and nothing else.</summary>
internal sealed class ValueSnapshot(IReadOnlyDictionary<string, SourceValue> values) : SourceSnapshot(values)
{
    public static readonly ValueSnapshot Empty = new(new Dictionary<string, SourceValue>());
}
