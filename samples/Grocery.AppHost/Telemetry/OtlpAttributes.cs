using System.Globalization;
using Grocery.Platform;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Telemetry;

/// <summary>Attributes as text, bounded in number and length; the value behind a secret's name is masked.</summary>
internal static class OtlpAttributes
{
    private const int Most = 40;
    private const int Longest = 400;

    public static Dictionary<string, string> Read(WireMessage message, int field)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var pair in message.Messages(field).Take(Most))
        {
            var name = Cut(pair.Text(1));
            attributes[name] = SecretNames.IsSecret(name) ? SecretValues.Mask : Cut(ReadValue(pair.Message(2)));
        }

        return attributes;
    }

    private static string ReadValue(WireMessage value) =>
        value.Has(2) ? (value.Number(2) != 0 ? "true" : "false")
        : value.Has(3) ? ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture)
        : value.Has(4) ? value.Floating(4).ToString(CultureInfo.InvariantCulture)
        : value.Has(5) ? string.Join(", ", value.Message(5).Messages(1).Take(Most).Select(ReadValue))
        : value.Text(1);

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text[..Longest]}…";
}
