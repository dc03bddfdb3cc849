using System.Reflection;
using Npgsql;

namespace Grocery.Samples.Shop.Database;

/// <summary>Fills a new database. Runs in the transaction of the migrations, at each start, and changes nothing where there is data.</summary>
public delegate Task DatabaseSeed(NpgsqlConnection connection, CancellationToken cancellationToken);

/// <summary>The one database of a service.</summary>
/// <param name="Name">The name of its connection string.</param>
/// <param name="Migrations">The assembly that has the migrations as resources.</param>
/// <param name="Seed">What fills a new database.</param>
internal sealed record ShopDatabase(string Name, Assembly Migrations, DatabaseSeed? Seed)
{
    public string Key => $"ConnectionStrings:{Name}";

    /// <summary>Gets the key of the role that may change the schema, so that the service's own role need not.</summary>
    public string MigrationKey => $"{Key}Migration";
}
