using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Where faults may be injected.</summary>
internal sealed class FaultPolicy(ServiceIdentity identity, IHostEnvironment host, LiveOptions<FaultOptions> options)
{
    public const string AllowKey = $"{FaultOptions.Section}:{nameof(FaultOptions.AllowInProduction)}";

    private static readonly string[] ProductionNames = ["production", "prod", "prd", "live"];

    private static readonly string[] OtherNames =
    [
        "development", "dev", "local", "ci", "test", "testing", "qa", "uat", "integration", "int", "staging", "stage", "stg", "preprod",
        "sandbox", "demo", "perf", "load",
    ];

    public bool IsProduction { get; } = IsProductionIn(identity, host);

    public bool IsAllowed => !IsProduction || options.Value.AllowInProduction;

    public string Environment => identity.Environment;

    /// <summary>
    /// Says whether the service runs in production: by the name of its environment, or a part of it, as in <c>eu-prod1</c>. A name that
    /// says neither leaves it to the host, whose environment is Production unless it is set.
    /// </summary>
    public static bool IsProductionIn(ServiceIdentity identity, IHostEnvironment host)
    {
        var parts = identity.Environment.Split('-', '_', '.').Select(part => part.TrimEnd("0123456789".ToCharArray())).ToArray();
        return AnyOf(ProductionNames) || (host.IsProduction() && !AnyOf(OtherNames));

        bool AnyOf(string[] names) => parts.Any(part => names.Contains(part, StringComparer.OrdinalIgnoreCase));
    }
}
