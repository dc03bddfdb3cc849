namespace Grocery.Platform.Config.ParameterStore;

/// <summary>What became of the Parameter Store at start. Its registration marks that the package was added.</summary>
/// <param name="Load">The first load; <see langword="null"/> when nothing was read.</param>
internal sealed record ParameterStoreState(ParameterStoreLoad? Load);
