using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding.Shapes;

/// <summary>One key in the sections that lie over each other; the last that sets it counts.</summary>
internal sealed class ConfiguredNode(IReadOnlyList<IConfigurationSection> layers)
{
    public string Key => (layers.LastOrDefault(layer => !string.IsNullOrEmpty(layer.Value)) ?? layers[0]).Path;

    /// <summary>Gets the text; empty when the key is set to nothing.</summary>
    public string? Text =>
        layers.Select(layer => layer.Value).LastOrDefault(text => !string.IsNullOrEmpty(text)) ?? layers[0].Value;

    public string[] ChildKeys =>
        [.. layers.SelectMany(layer => layer.GetChildren()).Select(child => child.Key).Distinct(StringComparer.OrdinalIgnoreCase)];

    public ConfiguredNode Under(string key) => new([.. layers.Select(layer => layer.GetSection(key))]);
}
