using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform;

/// <summary>Where the platform's own endpoints answer, read from <c>Platform:Management</c>.</summary>
public sealed class ManagementOptions
{
    /// <summary>The configuration section, <c>Platform:Management</c>.</summary>
    public const string Section = "Platform:Management";

    /// <summary>Gets or sets the port, on all addresses, of the platform's own endpoints.</summary>
    /// <value>1 to 65535, different from every service port; recommended in a container. Unset by default: the service port answers them.</value>
    [Range(1, 65535)]
    public int? Port { get; set; }
}
