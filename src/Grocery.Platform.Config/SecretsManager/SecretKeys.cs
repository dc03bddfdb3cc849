using System.Text.Json;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Turns a secret into configuration values.</summary>
internal static class SecretKeys
{
    /// <summary>
    /// Maps a text to <paramref name="key"/>, and the members of a JSON object to keys under it; of one that describes a PostgreSQL database
    /// also its connection string to <paramref name="key"/>.
    /// </summary>
    /// <exception cref="SourceContentException">Two members give one key, or the secret is binary and must not be.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Map(string key, SecretVersion secret, bool isBinaryAllowed)
    {
        if (secret.SecretString is not { } text)
        {
            return isBinaryAllowed
                ? [KeyValuePair.Create(key, secret.SecretBinary)]
                : throw new SourceContentException(
                    $"The secret {secret.Name} is binary. Set {SecretsManagerOptions.Section}:{nameof(SecretsManagerOptions.Binary)} to true to have it "
                    + $"in base64 as {key}, or store it as text.");
        }

        return TryFlatten(key, text, secret.Name) is not { } members ? [KeyValuePair.Create(key, (string?)text)]
            : FindConnectionString(key, members) is { } connectionString ? [KeyValuePair.Create(key, (string?)connectionString), .. members]
            : members;
    }

    private static string? FindConnectionString(string key, IReadOnlyList<KeyValuePair<string, string?>> members)
    {
        var byName = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in members)
            byName[name.Length > key.Length ? name[(key.Length + ConfigurationPath.KeyDelimiter.Length)..] : string.Empty] = value;

        return DatabaseSecret.FindConnectionString(byName);
    }

    // What is not JSON stays text: a password may well start with a brace.
    private static IReadOnlyList<KeyValuePair<string, string?>>? TryFlatten(string key, string text, string name)
    {
        if (text.AsSpan().TrimStart() is not ['{', ..])
            return null;

        try
        {
            return JsonValues.Flatten(key, text);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (SourceContentException exception)
        {
            throw new SourceContentException($"The secret {name} cannot be used: {exception.Message}");
        }
    }
}
