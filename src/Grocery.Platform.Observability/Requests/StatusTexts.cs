using System.Globalization;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Status codes as objects and texts, made once.</summary>
internal static class StatusTexts
{
    private const int Count = 600;

    private static readonly object[] Boxed = [.. Enumerable.Range(0, Count).Select(status => (object)status)];
    private static readonly string[] Texts = [.. Enumerable.Range(0, Count).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    public static object Box(int status) => (uint)status < Count ? Boxed[status] : status;

    public static string Of(int status) => (uint)status < Count ? Texts[status] : status.ToString(CultureInfo.InvariantCulture);
}
