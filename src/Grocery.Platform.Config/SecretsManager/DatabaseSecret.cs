using System.Data.Common;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>A secret in the shape that Secrets Manager and its rotation use for a database.</summary>
internal static class DatabaseSecret
{
    private static readonly HashSet<string> Engines = new(StringComparer.OrdinalIgnoreCase) { "postgres", "postgresql", "aurora-postgresql" };

    /// <summary>Makes the connection string for Npgsql; <see langword="null"/> when the secret is of another shape, or of another database.</summary>
    /// <param name="members">The members of the secret, by names that ignore case.</param>
    public static string? FindConnectionString(IReadOnlyDictionary<string, string?> members)
    {
        if (Text("host") is not { } host || Text("username") is not { } user || Text("password") is not { } password)
            return null;
        if (Text("engine") is { } engine && !Engines.Contains(engine))
            return null;

        var parts = new DbConnectionStringBuilder { ["Host"] = host };
        if (Text("port") is { } port)
            parts["Port"] = port;
        if (Text("dbname") is { } database)
            parts["Database"] = database;

        (parts["Username"], parts["Password"]) = (user, password);
        return parts.ConnectionString;

        string? Text(string name) => members.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
    }
}
