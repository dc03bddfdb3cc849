using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grocery.Platform.Health.Drain;
using Grocery.Platform.Health.Probes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Contract;

/// <summary>What an orchestrator must know of the service, read from what the running service itself reads.</summary>
internal static class ProbeContract
{
    public const string FileName = "grocery-probes.json";

    private const int Version = 1;

    // Of Observability, which this package does not reference; a test of the family holds both together.
    private const string MetricsPath = "/metrics";
    private const string MetricsSwitch = "Platform:Observability:Metrics:Enabled";
    private const string TelemetryOff = "OTEL_SDK_DISABLED";

    /// <summary>Reads the contract from services with <c>AddPlatformHealth()</c>.</summary>
    /// <exception cref="PlatformConfigurationException">The service would not start.</exception>
    public static JsonObject Of(IServiceProvider services, bool hasMetrics)
    {
        services.ValidatePlatformOptions();
        var configuration = services.GetRequiredService<IConfiguration>();
        var ports = ServicePorts.Read(configuration, services.GetRequiredService<IOptions<ManagementOptions>>().Value.Port);
        var drain = services.GetRequiredService<DrainPolicy>();
        var budget = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

        return new()
        {
            ["version"] = Version,
            ["service"] = services.GetRequiredService<ServiceIdentity>().Name,
            ["ports"] = new JsonObject
            {
                ["http"] = new JsonArray([.. ports.Http]),
                ["https"] = new JsonArray([.. ports.Https]),
                ["management"] = ports.Management,
            },
            ["probes"] = services.GetRequiredService<IOptions<HealthOptions>>().Value.Enabled ? Probes(ports) : null,
            ["metrics"] = hasMetrics && AreMetricsOn(configuration) ? Endpoint(MetricsPath, ports) : null,
            ["drain"] = new JsonObject { ["windowSeconds"] = WholeSeconds(drain.Window) },
            ["stop"] = new JsonObject
            {
                ["budgetSeconds"] = WholeSeconds(budget),
                ["timeoutSeconds"] = WholeSeconds(drain.StopTimeout),
            },
        };
    }

    /// <summary>Says what the running service would warn of; <see langword="null"/> when there is nothing.</summary>
    public static string? FindWarning(IServiceProvider services)
    {
        var drain = services.GetRequiredService<DrainPolicy>();
        var budget = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        if (!drain.IsEnabled || !drain.Exceeds(budget))
            return null;

        return $"The stop may take {budget:c}, and {DrainPolicy.FlushRoom:c} to flush telemetry, but the orchestrator kills the process after "
            + $"{drain.StopTimeout:c}. Lower {DrainOptions.Section}:{nameof(DrainOptions.Budget)} or {nameof(DrainOptions.Window)}, or raise "
            + $"{nameof(DrainOptions.StopTimeout)}, which then also stands in the file.";
    }

    /// <summary>Writes a contract the same on every machine.</summary>
    public static string ToText(JsonObject contract)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" }))
            contract.WriteTo(writer);

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    // A probe is cheap, so they come often; the checks behind them have thresholds of their own.
    private static JsonObject Probes(ContractPorts ports) => new()
    {
        // A restart is the last resort: 30 seconds without an answer.
        ["live"] = Probe(ProbePaths.Live, ports, period: 10, timeout: 2, threshold: 3),

        // Two misses within 4 seconds: the drain of 5 seconds is seen, one lost packet is not.
        ["ready"] = Probe(ProbePaths.Ready, ports, period: 2, timeout: 1, threshold: 2),

        // The other two wait for it, two minutes at most.
        ["startup"] = Probe(ProbePaths.Startup, ports, period: 2, timeout: 1, threshold: 60),
    };

    private static JsonObject Probe(string path, ContractPorts ports, int period, int timeout, int threshold)
    {
        var probe = Endpoint(path, ports);
        probe["periodSeconds"] = period;
        probe["timeoutSeconds"] = timeout;
        probe["failureThreshold"] = threshold;
        return probe;
    }

    private static JsonObject Endpoint(string path, ContractPorts ports) =>
        new() { ["path"] = path, ["port"] = ports.Probed.Port, ["scheme"] = ports.Probed.Scheme };

    // Orchestrators take no fractions, and a time too short is the one that hurts.
    private static int WholeSeconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static bool AreMetricsOn(IConfiguration configuration) =>
        configuration.GetValue(MetricsSwitch, true) && !configuration.GetValue(TelemetryOff, false);
}
