using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Tells the options of each rule their name.</summary>
internal sealed class FaultRuleNameSetup : IConfigureNamedOptions<FaultRuleOptions>
{
    public void Configure(FaultRuleOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, FaultRuleOptions options) => options.RuleName = name;
}
