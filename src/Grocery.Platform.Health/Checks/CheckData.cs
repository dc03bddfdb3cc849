using System.Globalization;

namespace Grocery.Platform.Health.Checks;

/// <summary>
/// What a check says besides its description, copied and masked once: afterwards the check may change its own, and a reader needs no care.
/// </summary>
internal static class CheckData
{
    public static IReadOnlyDictionary<string, object?>? Copy(IReadOnlyDictionary<string, object>? data, SecretValues secrets)
    {
        if (data is null or { Count: 0 })
            return null;

        return data.ToDictionary(
            pair => pair.Key, pair => SecretNames.IsSecret(pair.Key) ? SecretValues.Mask : Copy(pair.Value, secrets), StringComparer.Ordinal);
    }

    // To what JSON can say: null, bool, long, double, decimal, string.
    private static object? Copy(object? value, SecretValues secrets) => value switch
    {
        null or bool or decimal => value,
        byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => number,
        float number when float.IsFinite(number) => (double)number,

        // Not its message, in which drivers quote what they were given.
        Exception exception => exception.GetType().Name,
        _ => CheckText.Mask(TextOf(value), secrets),
    };

    private static string TextOf(object value)
    {
        try
        {
            return value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
        }
        catch (Exception exception)
        {
            return $"unreadable: {exception.GetType().Name}";
        }
    }
}
