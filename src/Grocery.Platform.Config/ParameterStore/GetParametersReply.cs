namespace Grocery.Platform.Config.ParameterStore;

/// <summary>The parameters, and the names for which there is none.</summary>
internal sealed record GetParametersReply(IReadOnlyList<Parameter>? Parameters, IReadOnlyList<string>? InvalidParameters);
