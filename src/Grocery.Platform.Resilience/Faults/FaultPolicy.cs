namespace Grocery.Platform.Resilience.Faults;

/// <summary>Where faults may be injected.</summary>
internal sealed class FaultPolicy(ServiceIdentity identity, LiveOptions<FaultOptions> options)
{
    public const string AllowKey = $"{FaultOptions.Section}:{nameof(FaultOptions.AllowInProduction)}";

    private static readonly string[] ProductionNames = ["production", "prod", "prd", "live"];

    public bool IsProduction { get; } = IsProductionName(identity.Environment);

    public bool IsAllowed => !IsProduction || options.Value.AllowInProduction;

    public string Environment => identity.Environment;

    /// <summary>Says whether an environment is production: by its name, or by a part of it, as in <c>eu-prod</c>.</summary>
    public static bool IsProductionName(string environment) =>
        environment.Split('-', '_', '.').Any(part => ProductionNames.Contains(part, StringComparer.OrdinalIgnoreCase));
}
