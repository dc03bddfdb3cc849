using System.Collections.Concurrent;
using System.Data.Common;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>
/// Names a pool of connections. Npgsql takes the connection string, with the user name in it, where a data source has no name; this
/// is what <c>db.client.connection.pool.name</c> asks for instead: address, port and database.
/// </summary>
internal static class PoolName
{
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    public static string Of(string name) => name.Contains('=', StringComparison.Ordinal) ? Names.GetOrAdd(name, Describe) : name;

    private static string Describe(string connectionString)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var port = settings.TryGetValue("Port", out var configured) ? configured : "5432";
            var server = settings.TryGetValue("Host", out var host) ? $"{host}:{port}" : "unknown";
            return settings.TryGetValue("Database", out var database) ? $"{server}/{database}" : server;
        }
        catch (ArgumentException)
        {
            return "unknown";
        }
    }
}
