namespace Grocery.Platform.Binding.Shapes;

/// <summary>One validation of an object and what is in it.</summary>
internal sealed class ShapeWalk(IReadOnlySet<string> unbindable)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Enters an object; <see langword="false"/> when it was entered before, as by a child that knows its parent.</summary>
    public bool Enter(object value) => _seen.Add(value);

    /// <summary>Says whether the text of a key was left out, so that the value is not what is configured.</summary>
    public bool IsLeftOut(ConfiguredNode node) => unbindable.Count > 0 && unbindable.Contains(node.Key);

    public bool IsLeftOutUnder(ConfiguredNode node) =>
        unbindable.Count > 0 && unbindable.Any(other => other.StartsWith(node.Key + ":", StringComparison.OrdinalIgnoreCase));
}
