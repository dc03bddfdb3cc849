using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Config;

/// <summary>
/// Secrets Manager as a configuration source, read from <c>Platform:Config:SecretsManager</c>. It is read while the host is being
/// built, so it must be set in a source that is there when <c>AddPlatformConfig()</c> runs.
/// </summary>
public sealed class SecretsManagerOptions
{
    /// <summary>The configuration section, <c>Platform:Config:SecretsManager</c>.</summary>
    public const string Section = "Platform:Config:SecretsManager";

    private const string PrefixRule = "the start of secret names: letters, digits, '/', '_', '+', '=', '.', '@', '!' or '-', with a '/' at its end, at most 512 in all";

    /// <summary>Gets or sets a value indicating whether secrets are read at start, and again and again.</summary>
    /// <value>Default <see langword="false"/>. <see langword="true"/> needs <see cref="Secrets"/> or <see cref="Prefix"/>.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets a value indicating whether the service must not start without its secrets.</summary>
    /// <value>
    /// Default <see langword="true"/>. <see langword="false"/>: the service starts without them, with a warning, while one is missing or
    /// Secrets Manager cannot be reached; denied access, throttling and secrets that cannot be used stop the start all the same.
    /// </value>
    public bool Required { get; set; } = true;

    /// <summary>
    /// Gets or sets the start of the names of secrets that are all read: what follows it in a name, with <c>/</c> as <c>:</c>, is the
    /// configuration key. AWS may show a change under a prefix up to five minutes late.
    /// </summary>
    /// <value>Default none: only <see cref="Secrets"/> are read. Ends in <c>/</c>, such as <c>grocery/dev/products/</c>.</value>
    [RegularExpression("[A-Za-z0-9/_+=.@!-]{0,511}/", ErrorMessage = PrefixRule)]
    public string? Prefix { get; set; }

    /// <summary>Gets or sets a value indicating whether a binary secret becomes its base64 text.</summary>
    /// <value>Default <see langword="false"/>: a binary secret is an error.</value>
    public bool Binary { get; set; }

    /// <summary>
    /// Gets the secrets, each a name or an ARN, by the configuration key that each gives. The key of a secret that is a JSON object becomes
    /// the key of a section with its members, and of one that describes a PostgreSQL database its connection string as well.
    /// </summary>
    /// <value>Default empty.</value>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
