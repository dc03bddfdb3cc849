using System.Diagnostics;
using Grocery.Platform.Observability.Logging.Scopes;
using Grocery.Platform.Observability.Logging.Templates;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Fills an event from a call of <see cref="ILogger"/> and the scopes around it.</summary>
internal sealed class EventCapture(TemplateCache templates, ValueCapture values, AttributeNames names, TimeProvider time)
{
    /// <summary>The template of a state that has none.</summary>
    public const string WholeTemplate = "{State}";

    private const string OriginalFormat = "{OriginalFormat}";
    private const string WholeState = "State";

    // Says which exception kept the rest of the properties from being read.
    private const string Failure = "CaptureFailure";

    public void Capture<TState>(
        LineEvent target, ref TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        target.UtcTimestamp = time.GetUtcNow().UtcDateTime;
        target.Activity = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity : null;
        target.Exception = exception;

        var template = TryReadState(target, ref state);
        if (template is null)
            target.Set(WholeState, SafeText.Of(formatter, state, exception));

        target.Template = template ?? templates.Get(WholeTemplate);
        target.OwnCount = target.Attributes.Length;
        if (LogScopes.Current is { } scope)
            TryReadScopes(target, scope);
    }

    /// <summary>Adds a property by the rules of message templates: <c>@</c> keeps its tree, <c>$</c> its text.</summary>
    public void Add(LineEvent target, string key, object? value, bool isScope)
    {
        if (string.IsNullOrWhiteSpace(key))
            return;

        var text = key[0] is '@' or '$' ? key[1..] : key;
        if (text.Length == 0 || (isScope && target.IndexOf(text) >= 0))
            return;

        var name = names.Get(text);
        var captured = name.IsSensitive ? SecretValues.Mask
            : key[0] == '$' && value is not null ? SafeText.Of(value)
            : values.Capture(value, key[0] == '@');
        var attribute = new LineAttribute(name, captured);
        if (isScope)
            target.Add(attribute);
        else
            target.Set(attribute);
    }

    private Template? TryReadState<TState>(LineEvent target, ref TState state)
    {
        try
        {
            return ReadState(target, ref state);
        }
        catch (Exception exception)
        {
            target.Set(Failure, exception.GetType().FullName);
            return null;
        }
    }

    private void TryReadScopes(LineEvent target, LogScope scope)
    {
        try
        {
            ScopeCapture.Capture(this, target, scope);
        }
        catch (Exception exception)
        {
            target.AddIfAbsent(Failure, exception.GetType().FullName);
        }
    }

    private Template? ReadState<TState>(LineEvent target, ref TState state) =>
        StateReader<TState>.Instance is { } reader
            ? ReadList(target, reader, ref state)
            : state is IEnumerable<KeyValuePair<string, object?>> properties ? ReadSequence(target, properties) : null;

    private Template? ReadList<TState>(LineEvent target, StateReader<TState> reader, ref TState state)
    {
        var count = reader.Count(ref state);
        if (count == 0)
            return null;

        // The states of the framework have their template at the end.
        var (lastKey, lastValue) = reader.Get(ref state, count - 1);
        var template = lastKey == OriginalFormat && lastValue is string text ? templates.Get(text) : null;
        var parts = template is { HasTwins: false } ? template.Properties : [];
        var own = template is null ? count : count - 1;
        for (var i = 0; i < own; i++)
        {
            var (key, value) = reader.Get(ref state, i);
            if (i < parts.Length && parts[i].IsSpelled(key))
                Add(target, parts[i], value);
            else if (key == OriginalFormat && value is string other)
                template = templates.Get(other);
            else
                Add(target, key, value, isScope: false);
        }

        return template;
    }

    private void Add(LineEvent target, TemplatePart part, object? value)
    {
        var captured = part switch
        {
            { IsSensitive: true } => SecretValues.Mask,
            { IsStringified: true } when value is not null => SafeText.Of(value),
            _ => values.Capture(value, part.IsDestructured),
        };
        target.Add(new LineAttribute(part, captured));
    }

    private Template? ReadSequence(LineEvent target, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        Template? template = null;
        foreach (var (key, value) in properties)
        {
            if (key == OriginalFormat && value is string text)
                template = templates.Get(text);
            else
                Add(target, key, value, isScope: false);
        }

        return template;
    }
}
