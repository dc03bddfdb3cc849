using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Sources;

/// <summary>Makes the values that were stored as secrets known to all that write.</summary>
internal static class SourceSecrets
{
    // Members of a secret that describes a database, and no secret: a log without the word "postgres" helps nobody.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "engine", "host", "port", "dbname", "database", "username", "sslmode", "dbInstanceIdentifier", "dbClusterIdentifier", "masterarn",
    };

    public static void Register(SecretValues secrets, IEnumerable<SourceSnapshot> snapshots) => secrets.AddRange(
        from snapshot in snapshots
        from pair in snapshot.Values
        where pair.Value is { IsSecret: true, Text: not null }
        from text in PasswordsIn(pair.Value.Text!).Append(IsHarmless(pair.Key, snapshot) || IsWord(pair.Value.Text!) ? string.Empty : pair.Value.Text!)
        select text);

    private static bool IsHarmless(string key, SourceSnapshot snapshot) =>
        Harmless.Contains(ConfigurationPath.GetSectionKey(key))
        && ConfigurationPath.GetParentPath(key) is { } parent
        && snapshot.Values.TryGetValue(ConfigurationPath.Combine(parent, "password"), out var password)
        && password.Name == snapshot.Values[key].Name;

    // Masking it wherever it stands would mangle every text, and hide nothing.
    private static bool IsWord(string text) => bool.TryParse(text, out _) || (text.Length < 6 && text.All(char.IsAsciiDigit));

    // Whoever reads a connection string shows its parts apart.
    private static IEnumerable<string> PasswordsIn(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal) || !text.Contains(';', StringComparison.Ordinal))
            return [];

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return [.. parts.Keys.Cast<string>().Where(name => SecretNames.IsSecret(name)).Select(name => parts[name].ToString()!)];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }
}
