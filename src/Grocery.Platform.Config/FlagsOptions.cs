namespace Grocery.Platform.Config;

/// <summary>Feature flags, read from <c>Platform:Flags</c>. The flags themselves stand in <c>FeatureManagement</c> or <c>feature_management</c>.</summary>
public sealed class FlagsOptions
{
    /// <summary>The configuration section, <c>Platform:Flags</c>.</summary>
    public const string Section = "Platform:Flags";

    /// <summary>Gets or sets a value indicating whether <c>IFeatureManager</c>, its filters and <c>/flags</c> are registered.</summary>
    /// <value>Default <see langword="true"/>. Read while the host is being built.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the type of the claim that holds the id of the user, such as <c>sub</c>.</summary>
    /// <value>Not set by default: the name of <c>HttpContext.User.Identity</c>. Followed while the service runs.</value>
    public string? UserClaim { get; set; }

    /// <summary>Gets or sets the type of the claims that hold the groups of the user, such as <c>groups</c>; each claim is one.</summary>
    /// <value>Not set by default: the roles of all identities of the user. Followed while the service runs.</value>
    public string? GroupClaim { get; set; }

    /// <summary>
    /// Gets or sets the key under which the id of the user goes on to other services as baggage (W3C), and under which it is read from a
    /// request without an authenticated user. Clients of <c>IHttpClientFactory</c> send it to whomever they call; whoever may call the service
    /// can claim to be anybody.
    /// </summary>
    /// <value>Not set by default: nothing is sent or read. Followed while the service runs.</value>
    public string? UserBaggageKey { get; set; }

    /// <summary>Gets who owns a flag and when it should be gone, by the name of the flag. Wins over what the definition of the flag says.</summary>
    /// <value>Empty by default. Followed while the service runs.</value>
    public IDictionary<string, FlagLifecycle> Lifecycle { get; } = new Dictionary<string, FlagLifecycle>(StringComparer.OrdinalIgnoreCase);
}
