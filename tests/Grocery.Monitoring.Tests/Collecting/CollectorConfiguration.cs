using System.Text.Json;
using System.Text.RegularExpressions;

namespace Grocery.Monitoring.Tests.Collecting;

/// <summary>
/// The configuration of a collector, of one or more files, as the collector puts them together: maps are merged, lists and scalars of a
/// later file go first. It knows the parts that we use, with their keys, of version 0.114 of the distribution contrib.
/// </summary>
internal sealed partial class CollectorConfiguration(params JsonElement[] files)
{
    private static readonly string[] Kinds = ["receivers", "processors", "exporters", "extensions"];

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["receivers/otlp"] = ["protocols"],
        ["processors/memory_limiter"] = ["check_interval", "limit_mib", "spike_limit_mib", "limit_percentage", "spike_limit_percentage"],
        ["processors/tail_sampling"] = ["decision_wait", "num_traces", "expected_new_traces_per_sec", "decision_cache", "policies"],
        ["processors/batch"] = ["timeout", "send_batch_size", "send_batch_max_size", "metadata_keys", "metadata_cardinality_limit"],
        ["exporters/prometheus"] = ["endpoint", "const_labels", "namespace", "send_timestamps", "metric_expiration", "enable_open_metrics", "resource_to_telemetry_conversion", "add_metric_suffixes"],
        ["exporters/otlp"] = ["endpoint", "tls", "headers", "compression", "timeout", "sending_queue", "retry_on_failure", "keepalive", "auth", "balancer_name"],
        ["exporters/otlphttp"] = ["endpoint", "traces_endpoint", "logs_endpoint", "metrics_endpoint", "tls", "headers", "compression", "encoding", "timeout", "sending_queue", "retry_on_failure", "auth"],
        ["exporters/zipkin"] = ["endpoint", "format", "default_service_name", "tls", "headers", "timeout", "sending_queue", "retry_on_failure", "auth"],
        ["exporters/awsxray"] = ["region", "endpoint", "index_all_attributes", "indexed_attributes", "role_arn", "local_mode", "num_workers", "telemetry"],
        ["exporters/awscloudwatchlogs"] = ["region", "endpoint", "log_group_name", "log_stream_name", "log_retention", "raw_log", "role_arn", "sending_queue", "retry_on_failure"],
        ["extensions/health_check"] = ["endpoint", "tls", "path", "response_body"],
    };

    private static readonly string[] Policies = ["status_code", "latency", "string_attribute", "probabilistic"];

    /// <summary>Gets what a collector, or whoever runs it, would not take.</summary>
    public IReadOnlyList<string> Problems() => [.. UnknownParts(), .. UnmatchedParts(), .. BadPipelines(), .. BadPolicies(), .. Secrets()];

    public IReadOnlyList<string> Pipeline(string signal, string kind) =>
        [.. Merged("service", "pipelines", signal, kind).Items().Select(item => item.Text())];

    public JsonElement Policy(string type) => Merged("processors", "tail_sampling", "policies").Items().SingleOrDefault(policy => policy.Member("type").Text() == type).Member(type);

    private IEnumerable<string> Signals => Names("service", "pipelines");

    private IEnumerable<string> UnknownParts() =>
        from kind in Kinds
        from name in Names(kind)
        let type = $"{kind}/{name.Split('/')[0]}"
        from problem in Known.TryGetValue(type, out var keys)
            ? Names(kind, name).Except(keys).Select(key => $"{kind}: {name} has no key {key}")
            : [$"{kind}: nobody knows {name}"]
        select problem;

    private IEnumerable<string> UnmatchedParts()
    {
        foreach (var kind in Kinds)
        {
            var used = (kind == "extensions" ? Merged("service", kind).Items().Select(item => item.Text()) : Signals.SelectMany(signal => Pipeline(signal, kind))).ToHashSet();
            var defined = Names(kind).ToHashSet();
            foreach (var name in used.Except(defined))
                yield return $"{kind}: {name} is used and not defined";

            foreach (var name in defined.Except(used))
                yield return $"{kind}: {name} is defined and not used";
        }
    }

    private IEnumerable<string> BadPipelines()
    {
        foreach (var signal in Signals)
        {
            if (signal is not ("traces" or "metrics" or "logs"))
                yield return $"{signal} is no signal";

            if (Pipeline(signal, "receivers").Count == 0 || Pipeline(signal, "exporters").Count == 0)
                yield return $"{signal}: a pipeline needs a receiver and an exporter";

            if (Pipeline(signal, "processors") is not ["memory_limiter", .., "batch"])
                yield return $"{signal}: memory_limiter comes first, and batch last";
        }
    }

    private IEnumerable<string> BadPolicies() =>
        from policy in Merged("processors", "tail_sampling", "policies").Items()
        let type = policy.Member("type").Text()
        where !Policies.Contains(type) || policy.Member(type).ValueKind != JsonValueKind.Object || policy.Members().Count() != 3
        select $"tail_sampling: {policy.Member("name").Text()} is no policy of a name, a type and its settings";

    private IEnumerable<string> Secrets() => files.SelectMany(file => Scalars("", file))
        .Where(scalar => SecretPattern().IsMatch(scalar.Path) && !scalar.Value.StartsWith("${env:", StringComparison.Ordinal))
        .Select(scalar => $"{scalar.Path} is no ${{env:NAME}}");

    private static IEnumerable<(string Path, string Value)> Scalars(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Scalars($"{path}/{member.Name}", member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Scalars(path, item)),
        _ => [(path, element.Text())],
    };

    private IEnumerable<string> Names(params string[] path) => files.SelectMany(file => At(file, path).Members()).Select(member => member.Name).Distinct();

    private JsonElement Merged(params string[] path) => files.Select(file => At(file, path)).LastOrDefault(element => element.ValueKind != JsonValueKind.Undefined);

    private static JsonElement At(JsonElement file, string[] path) => path.Aggregate(file, (element, name) => element.Member(name));

    [GeneratedRegex("authorization|password|token|secret|api_key|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
