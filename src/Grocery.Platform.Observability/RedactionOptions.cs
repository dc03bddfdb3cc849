namespace Grocery.Platform.Observability;

/// <summary>
/// What is masked in log lines and spans beside the secret values that the platform knows, which always are; read from
/// <c>Platform:Observability:Redaction</c>.
/// </summary>
public sealed class RedactionOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Redaction</c>.</summary>
    public const string Section = "Platform:Observability:Redaction";

    /// <summary>Gets or sets a value indicating whether patterns and names are masked.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, only known secret values are.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets or sets a value indicating whether the credentials of <c>Authorization</c> headers (RFC 9110) are masked, and tokens after
    /// <c>Bearer</c> (RFC 6750).
    /// </summary>
    /// <value><see langword="true"/> by default.</value>
    public bool AuthorizationHeaders { get; set; } = true;

    /// <summary>
    /// Gets or sets a value indicating whether passwords and keys in connection strings, queries and JSON texts are masked
    /// (<c>Password=</c>, <c>Pwd=</c>, <c>AccountKey=</c>, <c>client_secret=</c> and the like), and those in URLs
    /// (<c>://user:password@host</c>).
    /// </summary>
    /// <value><see langword="true"/> by default.</value>
    public bool ConnectionStrings { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether JSON Web Tokens (RFC 7519) are masked.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool JsonWebTokens { get; set; } = true;

    /// <summary>
    /// Gets or sets a value indicating whether payment card numbers are masked: 13 to 19 digits, also in the groups of a card, that begin
    /// as those of a card network and have the right check digit (ISO/IEC 7812).
    /// </summary>
    /// <value><see langword="true"/> by default. About one in fifty random numbers of 16 digits looks like a card's.</value>
    public bool CardNumbers { get; set; } = true;

    /// <summary>
    /// Gets or sets words that make an attribute secret, whatever its value is, when its name contains one in any case. Names with
    /// <c>password</c>, <c>secret</c>, <c>authorization</c>, <c>cookie</c>, <c>apikey</c> and the like, and those that end in
    /// <c>token</c>, are secret already.
    /// </summary>
    /// <value>Empty by default.</value>
    public IList<string> Names { get; } = [];
}
