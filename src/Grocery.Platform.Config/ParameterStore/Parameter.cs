namespace Grocery.Platform.Config.ParameterStore;

/// <summary>A parameter as AWS sends it. Has no text of its own, so that no message shows the value by accident.</summary>
internal sealed class Parameter
{
    public required string Name { get; init; }

    /// <summary>Gets <c>String</c>, <c>StringList</c> or <c>SecureString</c>.</summary>
    public required string Type { get; init; }

    public required string Value { get; init; }
}
