using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Lifecycle;

/// <summary>Who owns a flag and when it should be gone.</summary>
/// <param name="Owner">Who; <see langword="null"/> when nobody said.</param>
/// <param name="Expires">When; <see langword="null"/> when nobody said, or nobody could read it.</param>
/// <param name="Unreadable">What was said of the expiry and is no date.</param>
internal sealed record FlagOwnership(string? Owner, DateTimeOffset? Expires, string? Unreadable)
{
    /// <summary>The section of what AppConfig says of a flag beside its state.</summary>
    public const string AttributesSection = "FeatureAttributes";

    /// <summary>Gets that of a flag of which nobody said anything.</summary>
    public static FlagOwnership Unknown { get; } = new(null, null, null);

    /// <summary>Reads what is said, from strong to weak: the platform's own section, the attributes of AppConfig, the definition itself.</summary>
    public static FlagOwnership Of(string flag, FeatureDefinition? definition, FlagsOptions options, IConfiguration configuration)
    {
        var own = options.Lifecycle.TryGetValue(flag, out var lifecycle) ? lifecycle : null;
        var attributes = configuration.GetSection(AttributesSection).GetSection(flag);
        var metadata = definition?.Telemetry?.Metadata;

        var owner = First(own?.Owner, attributes["owner"], Find(metadata, "owner"));
        var text = First(own?.Expires, attributes["expires"], Find(metadata, "expires"));
        return Expiry.TryParse(text, out var expires) ? new FlagOwnership(owner, expires, null) : new FlagOwnership(owner, null, text);
    }

    public bool IsStale(DateTimeOffset now) => Expires <= now;

    private static string? First(params ReadOnlySpan<string?> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrWhiteSpace(candidate))
                return candidate;
        }

        return null;
    }

    private static string? Find(IReadOnlyDictionary<string, string>? metadata, string key) =>
        metadata?.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
}
