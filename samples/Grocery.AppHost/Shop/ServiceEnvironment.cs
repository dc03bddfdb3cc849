using System.Globalization;
using Grocery.AppHost.Cloud;

namespace Grocery.AppHost.Shop;

/// <summary>The variables that a deployment sets: where to listen, and where the configuration is. The rest is in the local AWS.</summary>
internal sealed class ServiceEnvironment(LocalAws aws, bool hasDatabase, ShopSettings settings)
{
    private const string Secrets = "Platform__Config__SecretsManager__Secrets";

    public static string DatabaseSecret(string service) => $"shop/{service}/database";

    public static string MigrationSecret(string service) => $"shop/{service}/migration";

    public Dictionary<string, string?> For(ShopService service, int port, int managementPort)
    {
        var variables = new Dictionary<string, string?>(aws.Environment)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Platform__Management__Port"] = managementPort.ToString(CultureInfo.InvariantCulture),
            ["Platform__Service__Environment"] = LocalAws.EnvironmentName,
            ["Platform__Config__ParameterStore__Enabled"] = "true",
            ["Platform__Config__AppConfig__Enabled"] = "true",
            ["Platform__Config__AppConfig__Application"] = LocalAws.FlagsApplication,
            ["Platform__Config__AppConfig__Profiles__0"] = LocalAws.FlagsProfile,
            ["Platform__Config__SecretsManager__Enabled"] = "true",
            [$"{Secrets}__Identity"] = SigningKeys.Secret,
            ["Platform__Resilience__Faults__Enabled"] = "true",
        };
        if (hasDatabase && service.Database is { } name)
        {
            variables[$"{Secrets}__ConnectionStrings__{name}"] = DatabaseSecret(service.Name);
            variables[$"{Secrets}__ConnectionStrings__{name}Migration"] = MigrationSecret(service.Name);
        }

        if (settings.TelemetryEndpoint is { } endpoint)
            AddTelemetry(variables, endpoint);

        foreach (var (variable, value) in settings.Environment)
            variables[variable] = value;

        return variables;
    }

    private static void AddTelemetry(Dictionary<string, string?> variables, Uri endpoint)
    {
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.GetLeftPart(UriPartial.Authority);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";

        // In milliseconds: a person watches.
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "2000";
        variables["OTEL_BSP_SCHEDULE_DELAY"] = "500";
    }
}
