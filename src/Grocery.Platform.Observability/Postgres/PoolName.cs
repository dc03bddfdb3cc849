using System.Data.Common;

namespace Grocery.Platform.Observability.Postgres;

/// <summary>
/// Names a pool of connections. Npgsql takes the connection string, with the user name in it, where a data source has no name; this
/// is what <c>db.client.connection.pool.name</c> asks for instead: address, port and database. Two pools never get one name.
/// </summary>
internal static class PoolName
{
    private static readonly Lock Naming = new();
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal);

    // Replaced as a whole under the lock, read without it. As many as the service has data sources.
    private static volatile Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public static string Of(string name)
    {
        if (!name.Contains('=', StringComparison.Ordinal))
            return name;

        return _names.TryGetValue(name, out var known) ? known : Add(name);
    }

    private static string Add(string connectionString)
    {
        lock (Naming)
        {
            if (_names.TryGetValue(connectionString, out var known))
                return known;

            var described = Describe(connectionString);
            var name = described;
            for (var i = 2; !Taken.Add(name); i++)
                name = $"{described} ({i})";

            _names = new Dictionary<string, string>(_names, StringComparer.Ordinal) { [connectionString] = name };
            return name;
        }
    }

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
