namespace Grocery.Samples.Shop.Identity;

/// <summary>How tokens are signed and checked, read from <c>Identity</c>. Every service of the shop has the same.</summary>
/// <remarks>
/// To rotate the key: add the new one to <see cref="SigningKeys"/> everywhere, then make it <see cref="Current"/>, then, once
/// <see cref="Lifetime"/> is over, remove the old one. Nobody is signed out on the way.
/// </remarks>
internal sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>Gets the keys that are accepted, by their ids: base64 of 32 bytes or more each.</summary>
    public Dictionary<string, string> SigningKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the id of the key that signs.</summary>
    /// <value>Default none; needed with more than one key.</value>
    public string? Current { get; set; }

    /// <summary>Gets or sets for how long a token is good.</summary>
    /// <value>Default 8 hours; 1 minute to 30 days.</value>
    [DurationRange("00:01:00", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);
}
