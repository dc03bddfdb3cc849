using Grocery.Platform.TestSupport;

namespace Grocery.Monitoring.Tests.Live;

/// <summary>
/// The metrics and labels that a Prometheus has seen. What appears only in trouble that no test makes has to be an instrument or a tag
/// in the source, by its name there.
/// </summary>
internal sealed class KnownNames
{
    private static readonly Lazy<string> Sources = new(() => string.Concat(
        from folder in new[] { "src", "samples" }
        from file in Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
        select File.ReadAllText(file)));

    private readonly HashSet<string> _seen;

    private KnownNames(HashSet<string> seen) => _seen = seen;

    public static async Task<KnownNames> ReadAsync(PrometheusServer prometheus)
    {
        var metrics = await prometheus.GetAsync("/api/v1/label/__name__/values");
        var labels = await prometheus.GetAsync("/api/v1/labels");
        return new KnownNames([.. metrics.EnumerateArray().Concat(labels.EnumerateArray()).Select(name => name.GetString()!)]);
    }

    /// <summary>Gets the names in a query that are nowhere.</summary>
    public IEnumerable<string> Unknown(string query) =>
        PromQl.Metrics(query).Concat(PromQl.Labels(query)).Where(name => !_seen.Contains(name) && !IsInSource(name));

    private static bool IsInSource(string name)
    {
        var instrument = name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;
        return instrument.Contains('_', StringComparison.Ordinal) && Sources.Value.Contains($"\"{instrument.Replace('_', '.')}\"", StringComparison.Ordinal);
    }
}
