namespace Grocery.Platform.Binding;

/// <summary>Decides which configured values a message may show.</summary>
internal static class Masking
{
    public static string? Mask(string key, string? value, SecretValues secrets)
    {
        if (value is null)
            return null;

        var name = key.AsSpan(key.LastIndexOf(':') + 1);
        return SecretNames.IsSecret(name) ? SecretValues.Mask : secrets.Redact(value);
    }
}
