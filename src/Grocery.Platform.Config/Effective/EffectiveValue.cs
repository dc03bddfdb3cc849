using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Effective;

/// <summary>A key of the configuration as it may be shown.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">The value, masked when it is secret.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Version">The version of that, where it has one.</param>
internal sealed record EffectiveValue(string Key, string? Text, string? Origin, string? Version)
{
    private const int LongestText = 1024;

    public static IEnumerable<EffectiveValue> ReadAll(IConfiguration configuration, SecretValues secrets)
    {
        SourceProvider[] sources = [.. FindSources(configuration)];
        return configuration.AsEnumerable()
            .Where(pair => pair.Value is not null)
            .OrderBy(pair => pair.Key, ConfigurationKeyComparer.Instance)
            .Select(pair => Read(configuration, sources, pair.Key, pair.Value!, secrets));
    }

    private static EffectiveValue Read(IConfiguration configuration, SourceProvider[] sources, string key, string text, SecretValues secrets)
    {
        var shown = IsSecret(sources, key, text) ? SecretValues.Mask : Shorten(secrets.Redact(text));

        // Code sets a value in every provider; the last one of them did not bring it.
        if (sources.Any(source => source.IsSetInCode(key, text)))
            return new EffectiveValue(key, shown, SourceProvider.SetInCode, null);

        SourceValue value = default;
        var isOurs = configuration.FindProvider(key) is SourceProvider provider && provider.TryGetValue(key, out value);
        return new EffectiveValue(key, shown, configuration.FindOrigin(key), isOurs ? value.Version : null);
    }

    // What lies over a secret is one too: an operator's variable is the secret of the day.
    private static bool IsSecret(SourceProvider[] sources, string key, string text) =>
        SecretNames.IsSecretSetting(key, text) || sources.Any(source => source.TryGetValue(key, out var value) && value.IsSecret);

    private static IEnumerable<SourceProvider> FindSources(IConfiguration configuration) => configuration is IConfigurationRoot root
        ? root.Providers.SelectMany(provider => provider switch
        {
            SourceProvider source => [source],
            ChainedConfigurationProvider chained => FindSources(chained.Configuration),
            _ => [],
        })
        : [];

    private static string Shorten(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "...");
}
