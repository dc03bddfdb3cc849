using System.Globalization;

namespace Grocery.Versions;

/// <summary>What one service is to run in one environment, since when and by whom.</summary>
internal sealed record Entry(Image Image)
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public string? Version { get; init; }

    public DateTimeOffset? DeployedAt { get; init; }

    public string? DeployedBy { get; init; }

    /// <summary>Gets why the entry must not change; <see langword="null"/> when it may.</summary>
    public string? Pinned { get; init; }

    /// <summary>Gets the keys in the order in which they are written; a value of <see langword="null"/> is left out.</summary>
    public IReadOnlyList<(string Key, string? Value)> Fields =>
    [
        ("repository", Image.Repository),
        ("digest", Image.Digest),
        ("version", Version),
        ("deployed_at", DeployedAt?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
        ("deployed_by", DeployedBy),
        ("pinned", Pinned),
    ];

    public string Describe() => Image.IsNone ? "no image" : $"{Version} ({Image.ShortDigest})";
}
