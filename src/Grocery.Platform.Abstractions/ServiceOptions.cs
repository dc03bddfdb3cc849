using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform;

/// <summary>Overrides for the identity of the service, read from <c>Platform:Service</c>. See <see cref="ServiceIdentity"/>.</summary>
public sealed class ServiceOptions
{
    /// <summary>The configuration section, <c>Platform:Service</c>.</summary>
    public const string Section = "Platform:Service";

    private const string NamePattern = "[A-Za-z0-9_.-]{1,128}";
    private const string NameRule = "1 to 128 letters, digits, '_', '.' or '-'";

    /// <summary>Gets or sets the service name.</summary>
    /// <value>1 to 128 letters, digits, <c>_</c>, <c>.</c> or <c>-</c>. Unset: <c>OTEL_SERVICE_NAME</c>, then the application name.</value>
    [RegularExpression(NamePattern, ErrorMessage = NameRule)]
    public string? Name { get; set; }

    /// <summary>Gets or sets the service version.</summary>
    /// <value>Any text. Unset: the entry assembly's informational version.</value>
    public string? Version { get; set; }

    /// <summary>Gets or sets the deployment environment, such as <c>dev</c>, <c>staging</c> or <c>prod</c>.</summary>
    /// <value>1 to 128 letters, digits, <c>_</c>, <c>.</c> or <c>-</c>. Unset: the host environment in lower case.</value>
    [RegularExpression(NamePattern, ErrorMessage = NameRule)]
    public string? Environment { get; set; }

    /// <summary>Gets or sets the name of this one running instance.</summary>
    /// <value>Any text. Unset: the machine name and the process id.</value>
    public string? Instance { get; set; }
}
