using System.ComponentModel.DataAnnotations;

namespace Grocery.Samples.Shop.Database;

/// <summary>How the start prepares the database, read from <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Gets or sets who brings the schema up to date.</summary>
    /// <value>Default <see cref="MigrationMode.AtStart"/>.</value>
    [EnumDataType(typeof(MigrationMode))]
    public MigrationMode Migrations { get; set; }

    /// <summary>Gets or sets the time after which a start without a reachable database fails.</summary>
    /// <value>Default 30 seconds; 1 second to 10 minutes.</value>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan StartupDeadline { get; set; } = TimeSpan.FromSeconds(30);
}
