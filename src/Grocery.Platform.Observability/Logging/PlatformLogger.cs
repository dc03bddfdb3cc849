using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Logs an event again, with its values as texts, when Serilog dropped it because a value threw while it was captured.</summary>
internal sealed class PlatformLogger(ILogger serilog) : ILogger
{
    private const string Format = "{OriginalFormat}";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => serilog.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => serilog.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!serilog.IsEnabled(logLevel))
            return;

        // A value may log from its ToString: the mark of the event around this one is put back.
        var outer = CaptureMark.IsSet;
        CaptureMark.IsSet = false;
        serilog.Log(logLevel, eventId, state, exception, formatter);
        if (!CaptureMark.IsSet)
            serilog.Log(logLevel, eventId, Texts(state), exception, static (_, _) => "");

        CaptureMark.IsSet = outer;
    }

    private static List<KeyValuePair<string, object?>> Texts<TState>(TState state)
    {
        List<KeyValuePair<string, object?>> texts = [new(Format, $"({typeof(TState).Name} could not be logged)")];
        try
        {
            foreach (var (key, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                texts.Add(new(key.TrimStart('@', '$'), value is null ? null : SafeText.Of(value)));
        }
        catch (Exception exception)
        {
            texts.Add(new("Failure", exception.GetType().Name));
        }

        return texts;
    }
}
