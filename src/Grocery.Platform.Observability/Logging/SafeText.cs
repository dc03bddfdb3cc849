using System.Globalization;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Asks objects for their text; one that throws does not cost the line or the span it belongs to.</summary>
internal static class SafeText
{
    public static string Of(object? value)
    {
        try
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }
        catch (Exception exception)
        {
            return $"({value?.GetType().Name}.ToString threw {exception.GetType().Name})";
        }
    }

    public static string Of<TState>(Func<TState, Exception?, string> formatter, TState state, Exception? error)
    {
        try
        {
            return formatter(state, error) ?? "";
        }
        catch (Exception exception)
        {
            return $"({typeof(TState).Name} threw {exception.GetType().Name} while it was formatted)";
        }
    }

    public static string MessageOf(Exception error)
    {
        try
        {
            return error.Message;
        }
        catch (Exception exception)
        {
            return $"({error.GetType().Name}.Message threw {exception.GetType().Name})";
        }
    }
}
