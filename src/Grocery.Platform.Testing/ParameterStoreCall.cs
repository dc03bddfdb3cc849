namespace Grocery.Platform.Testing;

/// <summary>One request that <see cref="FakeParameterStore"/> got.</summary>
/// <param name="Operation">The operation, such as <c>GetParametersByPath</c>.</param>
/// <param name="Path">The path that is asked for; empty when parameters are asked for by name.</param>
/// <param name="Names">The parameters that are asked for by name.</param>
/// <param name="At">When it came, since the store started.</param>
public sealed record ParameterStoreCall(string Operation, string Path, IReadOnlyList<string> Names, TimeSpan At)
{
    /// <summary>Gets the SecureStrings whose values went out in clear with the answer.</summary>
    public IReadOnlyList<string> Decrypted { get; init; } = [];
}
