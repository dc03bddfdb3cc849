using Grocery.Platform.Config.Flags.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Definitions;

/// <summary>A copy of all that the configuration says of flags, so that what is read of it later is still what was read first.</summary>
internal sealed class FrozenFlags
{
    private const string Schema = "feature_management";
    private const string SchemaFlags = $"{Schema}:feature_flags";
    private const string DotnetSchema = "FeatureManagement";

    private readonly List<Dictionary<string, string?>> _layers;

    private FrozenFlags(List<Dictionary<string, string?>> layers)
    {
        _layers = layers;
        Root = layers.Aggregate(new ConfigurationBuilder(), (builder, layer) => (ConfigurationBuilder)builder.AddInMemoryCollection(layer)).Build();
    }

    public IConfigurationRoot Root { get; }

    /// <summary>Gets the names of all flags, of both schemas.</summary>
    public IEnumerable<string> Names => _layers
        .SelectMany(layer => new ConfigurationBuilder().AddInMemoryCollection(layer).Build().GetSection(SchemaFlags).GetChildren())
        .Concat(Root.GetSection(SchemaFlags).GetChildren())
        .Select(flag => flag["id"])
        .Concat(Root.GetSection(DotnetSchema).GetChildren().Select(flag => flag.Key))
        .OfType<string>()
        .Where(name => name.Length > 0)
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies the configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isMerged">Whether the lists of the sources are joined, and so have to be kept apart; see
    /// <see cref="ConfigurationFeatureDefinitionProviderOptions.CustomConfigurationMergingEnabled"/>.</param>
    public static FrozenFlags Of(IConfiguration configuration, bool isMerged)
    {
        var layers = isMerged ? LayersOf(configuration) : null;
        return new FrozenFlags([.. (layers ?? [configuration]).Select(Copy)]);
    }

    public bool IsLike(FrozenFlags other) => _layers.Count == other._layers.Count && _layers.Zip(other._layers).All(pair => AreAlike(pair.First, pair.Second));

    private static bool AreAlike(Dictionary<string, string?> first, Dictionary<string, string?> second) =>
        first.Count == second.Count && first.All(pair => second.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static List<IConfiguration>? LayersOf(IConfiguration configuration)
    {
        // Where Microsoft's provider sees one, so do we: what is neither of these two kinds is read as a whole.
        if (configuration is not IConfigurationRoot root || root.Providers.Any(provider => provider is not (ConfigurationProvider or ChainedConfigurationProvider)))
            return null;

        var layers = new List<IConfiguration>();
        foreach (var provider in root.Providers)
        {
            if (provider is ChainedConfigurationProvider chained)
                layers.AddRange(LayersOf(chained.Configuration) ?? [chained.Configuration]);
            else
                layers.Add(new ConfigurationRoot([new Detached(provider)]));
        }

        return layers;
    }

    private static Dictionary<string, string?> Copy(IConfiguration configuration)
    {
        string[] sections = [DotnetSchema, Schema, FlagOwnership.AttributesSection];
        var copy = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in sections)
            CopyUnder(configuration.GetSection(section), copy);

        return copy;
    }

    private static void CopyUnder(IConfigurationSection section, Dictionary<string, string?> copy)
    {
        foreach (var child in section.GetChildren())
        {
            var count = copy.Count;
            CopyUnder(child, copy);

            // A null is a value of its own where nothing stands under it.
            if (child.Value is not null || copy.Count == count)
                copy[child.Path] = child.Value;
        }
    }
}
