using Npgsql;

namespace Grocery.Samples.Shop.Database;

/// <summary>Tells a database that cannot answer now, which may pass, from a statement that is wrong, which will not.</summary>
internal static class DatabaseOutage
{
    // Connection failure, no such login or password (a rotation under way), out of resources, shutting down or starting.
    private static readonly string[] Classes = ["08", "28", "53", "57P", "58"];

    public static bool Is(Exception exception) => exception switch
    {
        PostgresException postgres => Array.Exists(Classes, start => postgres.SqlState.StartsWith(start, StringComparison.Ordinal)),
        NpgsqlException => true,
        _ => false,
    };
}
