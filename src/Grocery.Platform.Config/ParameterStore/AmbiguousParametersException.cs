namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Two parameters give the same configuration key.</summary>
internal sealed class AmbiguousParametersException(string first, string second, string key)
    : Exception($"{first} and {second} both give the configuration key {key}, which ignores case.");
