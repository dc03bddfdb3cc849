using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>One of the ways in which a flag can be answered.</summary>
internal sealed class FlagOutcome(bool isEnabled, VariantDefinition? variant, EvaluationSeries series)
{
    private static readonly Task<bool> On = System.Threading.Tasks.Task.FromResult(true);
    private static readonly Task<bool> Off = System.Threading.Tasks.Task.FromResult(false);

    private static readonly string[] ReasonNames = ["static", "disabled", "default", "targeting_match", "split", "unknown", "error"];

    public bool IsEnabled => isEnabled;

    public EvaluationSeries Series => series;

    public Task<bool> Task => isEnabled ? On : Off;

    public static string NameOf(FlagReason reason) => ReasonNames[(int)reason];

    public static string NameOf(bool isEnabled) => isEnabled ? "on" : "off";

    /// <summary>Creates what the caller gets; it is free to change it.</summary>
    public Variant? CreateVariant() => variant is null
        ? null
        : new Variant { Name = variant.Name, Configuration = variant.ConfigurationValue.Exists() ? variant.ConfigurationValue : null };
}
