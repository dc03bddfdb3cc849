namespace Grocery.Platform.Config.ParameterStore;

/// <summary>One page; it may be empty and still have a token for the next one.</summary>
internal sealed record GetParametersByPathReply(IReadOnlyList<Parameter>? Parameters, string? NextToken);
