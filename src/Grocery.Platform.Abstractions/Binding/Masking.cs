using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Decides which configured values a message may show.</summary>
internal static class Masking
{
    public static string? Mask(string key, string? value, SecretValues secrets)
    {
        if (value is null)
            return null;

        return SecretNames.IsSecretSetting(key, value) ? SecretValues.Mask : secrets.Redact(value);
    }

    /// <summary>Masks the secret values in what a validator says, which the platform did not write.</summary>
    public static string Mask(string failure, IEnumerable<IConfigurationSection> sections, SecretValues secrets)
    {
        var configured = sections
            .SelectMany(section => section.AsEnumerable())
            .Where(pair => pair.Value is { } value && SecretNames.IsSecretSetting(pair.Key, value))
            .Select(pair => pair.Value!);

        // All at once: a secret that is the start of a longer one would leave the tail of that.
        var all = new SecretValues();
        all.AddRange(secrets.Values.Concat(configured));
        return all.Redact(failure);
    }
}
