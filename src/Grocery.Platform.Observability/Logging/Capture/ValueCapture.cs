using Grocery.Platform.Observability.Redaction;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Takes a value out of the caller's hands: single values as they are, everything else as Serilog's tree of the same limits.</summary>
internal sealed class ValueCapture
{
    // Serilog follows any object graph 10 levels deep and any list to its end, be it endless.
    private const int DeepestCapture = 6;
    private const int LongestCapture = 100;

    private readonly SensitiveProperties _sensitive = new();

    private readonly Logger _serilog = Limit(new LoggerConfiguration()).CreateLogger();

    public static LoggerConfiguration Limit(LoggerConfiguration serilog) => serilog
        .Destructure.With(new SensitiveProperties())
        .Destructure.ToMaximumDepth(DeepestCapture)
        .Destructure.ToMaximumCollectionCount(LongestCapture);

    /// <summary>Captures <paramref name="value"/>; what throws meanwhile becomes a text that says so.</summary>
    /// <param name="value">The value as logged.</param>
    /// <param name="destructure">Whether objects become trees of their properties, as <c>@</c> asks for; those with sensitive properties always do.</param>
    public object? Capture(object? value, bool destructure) => IsSingle(value) ? value : Convert(value, destructure);

    private static bool IsSingle(object? value) => value
        is null or string or int or long or double or bool or decimal or float or uint or ulong or short or ushort or byte or sbyte
        or char or DateTime or DateTimeOffset or TimeSpan or Guid or Enum;

    private object? Convert(object? value, bool destructure)
    {
        try
        {
            if (!_serilog.BindProperty("Value", value, destructure || (value is not null && _sensitive.IsIn(value)), out var property))
                return SafeText.Of(value);

            return property.Value is ScalarValue scalar ? scalar.Value : property.Value;
        }
        catch (Exception)
        {
            return SafeText.Of(value);
        }
    }
}
