namespace Grocery.Platform.Config;

/// <summary>Who owns a feature flag and when it should be gone, read from <c>Platform:Flags:Lifecycle:&lt;flag&gt;</c>.</summary>
public sealed class FlagLifecycle
{
    /// <summary>Gets or sets who decides about the flag, such as a team.</summary>
    /// <value>Not set by default: what the definition of the flag says.</value>
    public string? Owner { get; set; }

    /// <summary>Gets or sets the time from which the flag is stale: reported, and evaluated all the same.</summary>
    /// <value>A date such as <c>2027-01-31</c>, which begins in UTC, or a time such as <c>2027-01-31T12:00:00Z</c> (RFC 3339). Not set by
    /// default: what the definition of the flag says.</value>
    public string? Expires { get; set; }
}
