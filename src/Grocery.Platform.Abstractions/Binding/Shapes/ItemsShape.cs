using System.Collections;
using System.Globalization;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>Items of a list or a dictionary, bound from the keys under their own.</summary>
/// <param name="item">What one item is; <see langword="null"/> when nothing is known of it.</param>
internal sealed class ItemsShape(OptionsShape? item) : OptionsShape
{
    public override bool IsOpaque => item is null or ScalarShape;

    public override IEnumerable<Mistake> FindUnbindable(ConfiguredNode node) =>
        item is null ? [] : node.ChildKeys.SelectMany(key => item.FindUnbindable(node.Under(key)));

    public override IEnumerable<Mistake> FindBroken(ConfiguredNode node, object value, ShapeWalk walk)
    {
        if (IsOpaque || walk.IsLeftOutUnder(node))
            return [];

        return Pair(node, value).Where(pair => pair.Item is not null).SelectMany(pair => item!.FindBroken(pair.Node, pair.Item!, walk));
    }

    public override string? Describe(object? value) =>
        value is IEnumerable items ? string.Create(CultureInfo.InvariantCulture, $"{items.Cast<object?>().Count()} items") : null;

    private static IEnumerable<(ConfiguredNode Node, object? Item)> Pair(ConfiguredNode node, object value)
    {
        if (value is IDictionary dictionary)
            return dictionary.Keys.Cast<object>().Select(key => (node.Under(key.ToString() ?? ""), dictionary[key]));

        // What is configured comes after what the class has by itself.
        object?[] items = value is IEnumerable some ? [.. some.Cast<object?>()] : [];
        var keys = node.ChildKeys;
        var own = Math.Max(0, items.Length - keys.Length);
        return items.Select((item, i) => (node.Under(i >= own ? keys[i - own] : i.ToString(CultureInfo.InvariantCulture)), item));
    }
}
