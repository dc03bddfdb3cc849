namespace Grocery.Platform.Config;

/// <summary>Data sources of <c>AddPlatformPostgres</c>, read from <c>Platform:Config:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>The configuration section, <c>Platform:Config:Postgres</c>.</summary>
    public const string Section = "Platform:Config:Postgres";

    /// <summary>Gets or sets a value indicating whether logins follow the configured password.</summary>
    /// <value>Default <see langword="true"/>. <see langword="false"/>: the password of the start stays until the next one. Read when a data source is made.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the time after a change of the password after which the connections that are open by then are closed, those in use
    /// when they are given back. Each time is longer or shorter by up to a quarter, by a random sequence that starts from the instance.</summary>
    /// <value>Default 5 minutes. From 1 second to 1 day.</value>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan RetireAfter { get; set; } = TimeSpan.FromMinutes(5);
}
