using Grocery.Platform.Observability.Logging.Scopes;
using Grocery.Platform.Observability.Requests;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>
/// Adds what the scopes around a log call hold. A property of the call goes before one of a scope, and an inner scope before an outer
/// one; scopes that are texts make the list <c>Scope</c>, the outermost first.
/// </summary>
internal static class ScopeCapture
{
    private const string OriginalFormat = "{OriginalFormat}";
    private const string Texts = "Scope";

    public static void Capture(EventCapture capture, LineEvent target, LogScope? innermost)
    {
        List<LogEventPropertyValue>? texts = null;

        // The line of a request has its path, and its trace for an id, by itself.
        var hasRequest = target.Logger == RequestMiddleware.Category;
        for (var scope = innermost; scope is not null; scope = scope.Parent)
        {
            if (scope is not { State: not null, IsEnded: false } || (hasRequest && LogScopes.IsOfRequest(scope)))
                continue;

            if (!TryAdd(capture, target, scope.State))
                (texts ??= []).Insert(0, new ScalarValue(SafeText.Of(scope.State)));
        }

        if (texts is not null)
            target.AddIfAbsent(Texts, new SequenceValue(texts));
    }

    // False for a scope that is a text, also when it has properties beside.
    private static bool TryAdd(EventCapture capture, LineEvent target, object scope)
    {
        var hasText = false;
        switch (scope)
        {
            case Dictionary<string, object?> properties:
                foreach (var (key, value) in properties)
                    capture.Add(target, key, value, isScope: true);
                break;
            case IReadOnlyList<KeyValuePair<string, object?>> properties:
                for (var i = 0; i < properties.Count; i++)
                    hasText |= !TryAdd(capture, target, properties[i]);
                break;
            case IEnumerable<KeyValuePair<string, object?>> properties:
                foreach (var property in properties)
                    hasText |= !TryAdd(capture, target, property);
                break;
            case KeyValuePair<string, object?> property:
                return TryAdd(capture, target, property);
            case ValueTuple<string, object?> property:
                capture.Add(target, property.Item1, property.Item2, isScope: true);
                break;
            default:
                return false;
        }

        return !hasText;
    }

    private static bool TryAdd(EventCapture capture, LineEvent target, KeyValuePair<string, object?> property)
    {
        if (property is { Key: OriginalFormat, Value: string })
            return false;

        capture.Add(target, property.Key, property.Value, isScope: true);
        return true;
    }
}
