namespace Grocery.Samples.Shop.Database;

/// <summary>Who brings the schema up to date.</summary>
internal enum MigrationMode
{
    /// <summary>Each instance, before its first request.</summary>
    AtStart,

    /// <summary>This process, which then ends: it serves nothing that matters.</summary>
    Only,

    /// <summary>A process that ran before with <see cref="Only"/>; where it did not, the start fails.</summary>
    Elsewhere,
}
