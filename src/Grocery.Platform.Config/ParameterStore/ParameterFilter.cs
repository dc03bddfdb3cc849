namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Leaves out of a page what does not fit.</summary>
internal sealed record ParameterFilter(string Key, string Option, IReadOnlyList<string> Values);
