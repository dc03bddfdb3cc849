using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>
/// Adds what the scopes around a log call hold. A property of the call goes before one of a scope, and an inner scope before an outer
/// one; scopes that are texts make the list <c>Scope</c>, the outermost first.
/// </summary>
internal sealed class ScopeReader
{
    private const string OriginalFormat = "{OriginalFormat}";
    private const string Texts = "Scope";

    [ThreadStatic]
    private static ScopeReader? _spare;

    private readonly List<object> _scopes = [];
    private List<LogEventPropertyValue>? _texts;

    public static void Read(EventCapture capture, LineEvent target, IExternalScopeProvider provider)
    {
        // Taken and not just used: a value of a scope may log meanwhile.
        var reader = _spare ?? new ScopeReader();
        _spare = null;
        provider.ForEachScope(
            static (scope, reader) =>
            {
                if (scope is not null)
                    reader._scopes.Add(scope);
            },
            reader);
        reader.AddTo(capture, target);
        _spare = reader;
    }

    private void AddTo(EventCapture capture, LineEvent target)
    {
        for (var i = _scopes.Count - 1; i >= 0; i--)
            Add(capture, target, _scopes[i]);

        _scopes.Clear();
        if (_texts is null)
            return;

        _texts.Reverse();
        target.AddIfAbsent(Texts, new SequenceValue(_texts));
        _texts = null;
    }

    private void Add(EventCapture capture, LineEvent target, object scope)
    {
        switch (scope)
        {
            case Dictionary<string, object?> properties:
                foreach (var (key, value) in properties)
                    Add(capture, target, scope, key, value);
                break;
            case IReadOnlyList<KeyValuePair<string, object?>> when IsOfActivity(scope):
                break;
            case IReadOnlyList<KeyValuePair<string, object?>> properties:
                for (var i = 0; i < properties.Count; i++)
                    Add(capture, target, scope, properties[i].Key, properties[i].Value);
                break;
            case IEnumerable<KeyValuePair<string, object?>> properties:
                foreach (var (key, value) in properties)
                    Add(capture, target, scope, key, value);
                break;
            case KeyValuePair<string, object?> property:
                Add(capture, target, scope, property.Key, property.Value);
                break;
            case ValueTuple<string, object?> property:
                Add(capture, target, scope, property.Item1, property.Item2);
                break;
            default:
                AddText(scope);
                break;
        }
    }

    private void Add(EventCapture capture, LineEvent target, object scope, string key, object? value)
    {
        if (key == OriginalFormat && value is string)
            AddText(scope);
        else
            capture.Add(target, key, value, isScope: true);
    }

    // The factory's own scope with the ids of the activity, which the line has already.
    private static bool IsOfActivity(object scope) => scope.GetType().Name == "ActivityLogScope";

    private void AddText(object scope) => (_texts ??= []).Add(new ScalarValue(SafeText.Of(scope)));
}
