namespace Grocery.AppHost.Postgres;

/// <summary>The two roles of a service's database.</summary>
/// <param name="Owner">Owns the database and creates its tables.</param>
/// <param name="Runtime">Reads and writes rows, and nothing else.</param>
internal sealed record ServiceLogins(DatabaseLogin Owner, DatabaseLogin Runtime);
