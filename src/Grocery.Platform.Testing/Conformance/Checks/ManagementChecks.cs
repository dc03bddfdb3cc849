using System.Text.Json;
using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>What only operators may see, and that nobody else does.</summary>
internal static class ManagementChecks
{
    private const string Page = "docs/config/effective-configuration.md";
    private const string Repair = "Set Platform:Management:Port, publish only the service port, and map none of these paths in the service.";

    private static readonly string[] Paths = ["/metrics", "/config", "/info", "/loggers", "/flags", "/resilience"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("management-not-on-service-port", $"The management endpoints ({string.Join(", ", Paths)}) do not answer on the service port.", "Settings, addresses and switches of the service would be open to its callers.", Repair, Page, ConformanceNeeds.Management), NotOnServicePortAsync),
        new(new("management-not-by-host-header", "A Host, X-Forwarded-Host or X-Forwarded-Port that names the management port opens no management endpoint on the service port.", "A caller can write any header: an endpoint that is chosen by one is open.", "Tell ports apart by the connection, as the platform does; do not use RequireHost or MapWhen on the Host header for it.", Page, ConformanceNeeds.Management), NotByHostHeaderAsync),
        new(new("management-not-changed-from-service-port", "PUT /loggers on the service port is not accepted.", "A caller could fill the log, or silence it.", Repair, "docs/observability/log-levels.md", ConformanceNeeds.Management), NotChangedAsync),
        new(new("service-not-on-management-port", "The service's own route does not answer on the management port.", "What guards the service port does not guard that one.", "Let the platform's endpoint middleware stay first: nothing may answer ahead of it.", Page, ConformanceNeeds.Management), ServiceNotOnManagementPortAsync),
        new(new("info-tells-identity", "GET /info on the management port tells service, version, environment and instance.", "Whoever looks at an incident has to know which build runs.", "Set Platform:Service:Name; look for middleware that changes the answer.", "docs/observability/resource.md", ConformanceNeeds.Management), InfoAsync),
        new(new("health-report-agrees", "The status of the report at /health is that of readiness.", "Two answers about one state: one of them misleads.", "Look for middleware that changes the answer.", "docs/health/report.md", ConformanceNeeds.Management), ReportAgreesAsync),
        new(new("log-level-changes", "PUT /loggers on the management port sets a level for a time, and GET shows it.", "Without it, more detail in an incident takes a restart, which ends the incident's traces.", "Set Platform:Observability:Logging:Overrides:Enabled to true; look for middleware that answers instead.", "docs/observability/log-levels.md", ConformanceNeeds.Management | ConformanceNeeds.Start), LevelChangesAsync),
    ];

    private static async Task<Finding> NotOnServicePortAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var open = await FindOpenAsync(instance, token).ConfigureAwait(false);
        return Finding.Of(open is null, $"GET {string.Join(", ", Paths)} at {instance.Service.Address}", open ?? "no answer of the management port", "404, or an answer that is not the management port's");
    }

    private static async Task<Finding> NotByHostHeaderAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var (authority, port) = (instance.Management.Address.Authority, $"{instance.Management.Address.Port}");
        (string, string)[] tricks = [("Host", authority), ("Host", $"localhost:{port}"), ("X-Forwarded-Host", authority), ("X-Forwarded-Port", port), ("Forwarded", $"host={authority}")];
        string? open = null;
        foreach (var trick in tricks)
            open ??= await FindOpenAsync(instance, token, trick).ConfigureAwait(false);

        return Finding.Of(open is null, $"GET {string.Join(", ", Paths)} at {instance.Service.Address} with headers that name {authority}", open ?? "no answer of the management port", "404, or an answer that is not the management port's");
    }

    // With a header, only what is not open without it.
    private static async Task<string?> FindOpenAsync(Instance instance, CancellationToken token, params (string Name, string Value)[] headers)
    {
        foreach (var path in Paths)
        {
            var own = await instance.Management.GetAsync(path, token).ConfigureAwait(false);
            var other = await instance.Service.GetAsync(path, token, headers).ConfigureAwait(false);
            var isOpen = IsOpen(own, other)
                && (headers.Length == 0 || !IsOpen(own, await instance.Service.GetAsync(path, token).ConfigureAwait(false)));
            if (isOpen)
                return $"{path} answers {other}{string.Concat(headers.Select(header => $" with {header.Name}: {header.Value}"))}";
        }

        return null;
    }

    // Of the same form as the management port's answer: the service may have such a path of its own.
    private static bool IsOpen(Answer own, Answer other) =>
        own.Code == 200 && other.Code == 200 && FormOf(own.Body) is { Count: > 0 } form && form.IsSubsetOf(FormOf(other.Body));

    private static HashSet<string> FormOf(string body) => ReadObject(body) is { } root
        ? [.. root.EnumerateObject().Select(member => member.Name)]
        : [.. PrometheusText.Families(body)];

    private static async Task<Finding> NotChangedAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var change = new ConformanceRoute("PUT", "/loggers", """{"logger":"Conformance.Service","level":"Debug","ttl":"00:00:01","by":"conformance"}""");
        var answer = await instance.Service.SendAsync(change, token).ConfigureAwait(false);
        return Finding.Of(answer.Code >= 400, $"PUT {instance.Service.Address}loggers", $"{answer}", "a status of 400 or above");
    }

    private static async Task<Finding> ServiceNotOnManagementPortAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var own = await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
        var answer = await instance.Management.SendAsync(trial.Plan.Route, token, [.. trial.Plan.Headers.Select(header => (header.Key, header.Value))]).ConfigureAwait(false);
        return Finding.Of(answer.Code == 404, $"{trial.Plan.Route} at {instance.Management.Address}, which the service port answers by {own.Code}", $"{answer}", "404");
    }

    private static async Task<Finding> InfoAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var answer = await instance.Management.GetAsync("/info", token).ConfigureAwait(false);
        string[] members = ["service", "version", "environment", "instance"];
        var info = ReadObject(answer.Body);
        var missing = members.Where(member => info is null || !info.Value.TryGetProperty(member, out var value) || string.IsNullOrEmpty(value.GetString())).ToArray();
        return Finding.Of(missing.Length == 0, $"GET {instance.Management.Address}info", missing.Length == 0 ? "all" : $"{answer}; missing: {string.Join(", ", missing)}", "a JSON object with service, version, environment and instance");
    }

    private static async Task<Finding> ReportAgreesAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var ready = await instance.Management.GetAsync("/health/ready", token).ConfigureAwait(false);
        var report = await instance.Management.GetAsync("/health", token).ConfigureAwait(false);
        var status = ReadObject(report.Body) is { } root && root.TryGetProperty("status", out var value) ? value.GetString() : null;
        return Finding.Of(
            report.Code == ready.Code && status == ready.Body.Trim(),
            $"GET /health/ready and /health at {instance.Management.Address}",
            $"readiness {ready}; report {report.Code} with the status {status ?? "none"}",
            "the same status, and the same status code");
    }

    private static async Task<Finding> LevelChangesAsync(Trial trial, CancellationToken token)
    {
        var instance = await trial.MainAsync().ConfigureAwait(false);
        var change = new ConformanceRoute("PUT", "/loggers", """{"logger":"Conformance.Management","level":"Debug","ttl":"00:05:00","by":"conformance"}""");
        var put = await instance.Management.SendAsync(change, token).ConfigureAwait(false);
        var get = await instance.Management.GetAsync("/loggers", token).ConfigureAwait(false);
        return Finding.Of(
            put.Code == 200 && get.Body.Contains("Conformance.Management", StringComparison.Ordinal),
            $"PUT {instance.Management.Address}loggers with {change.Json}, then GET",
            $"PUT {put.Code}, GET {get.Code} {(get.Body.Contains("Conformance.Management", StringComparison.Ordinal) ? "with" : "without")} the logger",
            "200, and the logger among the overrides");
    }

    private static JsonElement? ReadObject(string text)
    {
        try
        {
            return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
