using System.Globalization;
using Grocery.Platform.Testing.Captures;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Testing;

/// <summary>What a service logged at one place, as <see cref="LogCapture"/> saw it.</summary>
/// <param name="Logger">The category.</param>
/// <param name="Level">The level.</param>
/// <param name="EventId">The number of the event; 0 when it has none.</param>
/// <param name="EventName">The name of the event, when it has one.</param>
/// <param name="Message">The text, with its values in it.</param>
public sealed record CapturedLine(string Logger, LogLevel Level, int EventId, string? EventName, string Message)
{
    /// <summary>Gets the text with the names of its values in it, such as <c>order {OrderId} placed</c>.</summary>
    /// <value><see langword="null"/> when the line was logged without one.</value>
    public string? Template { get; init; }

    /// <summary>Gets the values of the line and of the scopes around it, by name; an inner one lies over an outer one.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; init; } = new Dictionary<string, object?>();

    /// <summary>Gets the exception that was logged with it.</summary>
    public Exception? Error { get; init; }

    /// <summary>Gets the trace in which it was logged.</summary>
    /// <value><see langword="null"/> outside of any span.</value>
    public string? TraceId { get; init; }

    /// <summary>Gets the span in which it was logged.</summary>
    /// <value><see langword="null"/> outside of any span.</value>
    public string? SpanId { get; init; }

    /// <summary>Describes the line, for the message of a test that fails.</summary>
    /// <returns>Level, logger, event, message, attributes and the exception's type.</returns>
    public override string ToString()
    {
        var number = EventId == 0 && EventName is null ? "" : string.Create(CultureInfo.InvariantCulture, $"[{EventId}{(EventName is null ? "" : " " + EventName)}]");
        var error = Error is null ? "" : $" ({Error.GetType().FullName}: {Error.Message})";
        return $"{Level} {Logger}{number} {Message}{error}{Tags.Describe(Attributes)}";
    }
}
