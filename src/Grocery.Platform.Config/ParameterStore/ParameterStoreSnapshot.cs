using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>The values, with the parameters and versions that they came from.</summary>
/// <param name="values">The values by configuration key.</param>
/// <param name="parameters">The parameters by what they were asked for.</param>
internal sealed class ParameterStoreSnapshot(SourceValues values, IReadOnlyDictionary<string, Parameter> parameters) : SourceSnapshot(values.Values)
{
    public IReadOnlyDictionary<string, Parameter> Parameters => parameters;
}
