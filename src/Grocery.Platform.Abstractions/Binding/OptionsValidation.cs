using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Validates all registered options together, once, so that one exception can list every problem.</summary>
internal sealed class OptionsValidation(
    IEnumerable<OptionsDefinition> definitions, IConfiguration configuration, IServiceProvider services)
{
    private readonly Lazy<string[]> _problems = new(() =>
        [.. definitions.SelectMany(definition => definition.FindProblems(services, configuration)).Distinct(StringComparer.Ordinal)]);

    public void ThrowIfInvalid()
    {
        if (_problems.Value.Length > 0)
            throw new PlatformConfigurationException(_problems.Value);
    }
}
