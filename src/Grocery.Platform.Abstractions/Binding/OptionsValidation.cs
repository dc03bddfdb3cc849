using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Binding;

/// <summary>Validates all registered options together, once, so that one exception can list every problem.</summary>
internal sealed class OptionsValidation
{
    // Collecting creates every instance, and must see each one's own failures instead of starting over.
    [ThreadStatic]
    private static bool _isCollecting;

    private readonly Lazy<string[]> _problems;

    public OptionsValidation(IEnumerable<OptionsDefinition> definitions, IConfiguration configuration, IServiceProvider services) =>
        _problems = new(() => Collect(definitions, configuration, services));

    /// <summary>Throws the one exception that lists every problem; whoever reads an invalid instance first gets it.</summary>
    public void ThrowIfInvalid()
    {
        if (!_isCollecting && _problems.Value.Length > 0)
            throw new PlatformConfigurationException(_problems.Value);
    }

    private static string[] Collect(IEnumerable<OptionsDefinition> definitions, IConfiguration configuration, IServiceProvider services)
    {
        _isCollecting = true;
        try
        {
            return [.. definitions.SelectMany(definition => definition.FindProblems(services, configuration)).Distinct(StringComparer.Ordinal)];
        }
        finally
        {
            _isCollecting = false;
        }
    }
}
