using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grocery.Platform.Observability.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>
/// Writes label sets as <c>{a="1",b="2"</c>, without the closing brace: a bucket's bound may follow. Keys that end up as one name
/// share it, values joined by <c>;</c>. Secrets are masked. Not safe for concurrent use.
/// </summary>
internal sealed class LabelEncoder(SecretValues secrets, IReadOnlyList<KeyValuePair<string, object>> common)
{
    // The bound of a histogram's bucket.
    private const string Reserved = "le";
    private const int LongestValue = 1024;

    private readonly List<KeyValuePair<string, string>> _labels = [];

    public byte[] Encode(in ReadOnlyTagCollection tags, Metric metric)
    {
        _labels.Clear();
        foreach (var tag in tags)
            Add(tag.Key, tag.Value);

        foreach (var tag in common)
        {
            if (IndexOf(NameOf(tag.Key)) < 0)
                Add(tag.Key, tag.Value);
        }

        Add("otel.scope.name", metric.MeterName);
        if (!string.IsNullOrEmpty(metric.MeterVersion))
            Add("otel.scope.version", metric.MeterVersion);

        return Encode();
    }

    public byte[] Encode(Resource resource)
    {
        _labels.Clear();
        foreach (var (key, value) in resource.Attributes)
            Add(key, value);

        return Encode();
    }

    private static string NameOf(string key) => PrometheusName.OfLabel(key) is var name && name == Reserved ? "_" + Reserved : name;

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        string[] texts => $"[{string.Join(',', texts.Select(item => $"\"{JsonEncodedText.Encode(item, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""))}]",
        _ => SafeText.Of(value),
    };

    private static string Escape(string text) => text.AsSpan().IndexOfAny('\\', '"', '\n') < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    private void Add(string key, object? value)
    {
        var redacted = secrets.Redact(TextOf(value));
        var text = Escape(redacted.Length <= LongestValue ? redacted : $"{redacted.AsSpan(0, LongestValue)}…");
        var name = NameOf(key);
        var taken = IndexOf(name);
        if (taken < 0)
            _labels.Add(new(name, text));
        else
            _labels[taken] = new(name, $"{_labels[taken].Value};{text}");
    }

    private int IndexOf(string name) => _labels.FindIndex(label => label.Key == name);

    private byte[] Encode()
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in _labels)
            text.Append(text.Length > 1 ? "," : "").Append(name).Append("=\"").Append(value).Append('"');

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
