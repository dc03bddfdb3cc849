using Grocery.Platform.Observability.Logging;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>The labels of one series, with names and values ready to be written. Keys that end up as one name share it, values joined by <c>;</c>.</summary>
internal sealed class PrometheusLabels
{
    // The bound of a histogram's bucket.
    private const string Reserved = "le";

    private readonly List<KeyValuePair<string, string>> _labels = [];

    public IReadOnlyList<KeyValuePair<string, string>> All => _labels;

    public void Clear() => _labels.Clear();

    public void Add(string key, object? value)
    {
        var name = PrometheusName.OfLabel(key);
        if (name == Reserved)
            name = "_" + Reserved;

        var text = Escape(TextOf(value));
        var taken = _labels.FindIndex(label => label.Key == name);
        if (taken < 0)
            _labels.Add(new(name, text));
        else
            _labels[taken] = new(name, $"{_labels[taken].Value};{text}");
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => SafeText.Of(value),
    };

    private static string Escape(string text) => text.AsSpan().IndexOfAny('\\', '"', '\n') < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
