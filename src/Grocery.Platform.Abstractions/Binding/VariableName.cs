using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Finds the environment variable behind a configuration key.</summary>
internal static class VariableName
{
    private const string ConnectionStrings = "ConnectionStrings:";
    private const string ConnectionString = "CONNSTR_";

    /// <returns><see langword="null"/> when no variable gives the key its value: what code sets, it sets in every provider.</returns>
    public static string? Find(IConfigurationProvider provider, string key)
    {
        var prefix = PrefixOf(provider);
        return provider.TryGet(key, out var value)
            ? Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Where(variable => (string?)variable.Value == value)
                .Select(variable => (string)variable.Key)
                .FirstOrDefault(name => Gives(name, prefix, key))
            : null;
    }

    private static bool Gives(string variable, string prefix, string key)
    {
        if (Normalize(variable).Equals(Normalize(prefix) + key, StringComparison.OrdinalIgnoreCase))
            return true;

        // Such as CUSTOMCONNSTR_Shop, which stands for ConnectionStrings:Shop.
        var start = variable.IndexOf(ConnectionString, StringComparison.OrdinalIgnoreCase);
        return prefix.Length == 0 && start > 0
            && key.Equals(ConnectionStrings + Normalize(variable[(start + ConnectionString.Length)..]), StringComparison.OrdinalIgnoreCase);
    }

    private static string Normalize(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    // The provider tells it nowhere else.
    private static string PrefixOf(IConfigurationProvider provider)
    {
        var parts = provider.ToString()!.Split('\'', 3);
        return parts.Length == 3 ? parts[1] : "";
    }
}
