using System.Globalization;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Grocery.Platform.Config.Postgres;

/// <summary>Reads a connection string with the keys under it, which are those of a secret that AWS rotates.</summary>
internal static class PostgresSettings
{
    private static readonly string[] Parts = ["host", "port", "username", "password", "dbname"];

    /// <summary>Reads the settings; <see langword="null"/> when they cannot be understood.</summary>
    public static NpgsqlConnectionStringBuilder? TryRead(IConfiguration configuration, string key)
    {
        try
        {
            return Overlay(configuration[key], part => configuration[$"{key}:{part}"], part => IsUnder(configuration, key, part));
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>Reads the settings of another version of the secret behind <paramref name="key"/>; what it does not have is that of the configuration.</summary>
    public static NpgsqlConnectionStringBuilder? TryRead(IConfiguration configuration, string key, IReadOnlyDictionary<string, string?> version)
    {
        try
        {
            var values = new Dictionary<string, string?>(version, StringComparer.OrdinalIgnoreCase);
            var isWhole = values.ContainsKey("");
            return Overlay(
                values.GetValueOrDefault("") ?? configuration[key],
                part => values.GetValueOrDefault(part) ?? (part == "username" && !isWhole ? configuration[$"{key}:{part}"] : null),
                part => !isWhole && IsUnder(configuration, key, part));
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <summary>Says whether the password in force is of no source of the platform, but set over the secret, so that no version of that replaces it.</summary>
    public static bool IsPasswordOverSecret(IConfiguration configuration, string key)
    {
        if (configuration is not IConfigurationRoot root)
            return false;

        try
        {
            var said = Says(new NpgsqlConnectionStringBuilder(configuration[key] ?? string.Empty), "password");
            var position = said && IsUnder(configuration, key, "password") ? PositionOf(root, key) : PositionOf(root, $"{key}:password");
            return position >= 0 && root.Providers.ElementAt(position) is not SourceProvider
                && root.Providers.Take(position).OfType<SourceProvider>().Any();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return false;
        }
    }

    private static NpgsqlConnectionStringBuilder Overlay(string? text, Func<string, string?> partOf, Predicate<string> isUnder)
    {
        var settings = new NpgsqlConnectionStringBuilder(text ?? string.Empty);
        foreach (var part in Parts)
        {
            if (partOf(part) is { Length: > 0 } value && !(isUnder(part) && Says(settings, part)))
                Set(settings, part, value);
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string part, string value)
    {
        switch (part)
        {
            case "host":
                settings.Host = value;
                break;
            case "port":
                settings.Port = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "username":
                settings.Username = value;
                break;
            case "password":
                settings.Password = value;
                break;
            default:
                settings.Database = value;
                break;
        }
    }

    private static bool Says(NpgsqlConnectionStringBuilder settings, string part) => settings.ShouldSerialize(part == "dbname" ? "database" : part);

    // An operator who sets the string in the environment means what it says; what it lacks is that of the secret.
    private static bool IsUnder(IConfiguration configuration, string key, string part) =>
        configuration is IConfigurationRoot root && PositionOf(root, $"{key}:{part}") < PositionOf(root, key);

    private static int PositionOf(IConfigurationRoot root, string key) =>
        root.Providers.Index().LastOrDefault(provider => provider.Item.TryGet(key, out _), (Index: -1, Item: null!)).Index;

    private static bool IsUnreadable(Exception exception) =>
        exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException;
}
