namespace Grocery.Platform.Binding;

/// <summary>Decides which configured values a message may show.</summary>
internal static class Masking
{
    private static readonly string[] SecretNames = ["password", "secret", "token", "apikey", "connectionstring", "credential"];

    public static string? Mask(string key, string? value, SecretValues secrets)
    {
        if (value is null)
            return null;

        var name = key.AsSpan(key.LastIndexOf(':') + 1);
        foreach (var secretName in SecretNames)
        {
            if (name.Contains(secretName, StringComparison.OrdinalIgnoreCase))
                return SecretValues.Mask;
        }

        return secrets.Redact(value);
    }
}
