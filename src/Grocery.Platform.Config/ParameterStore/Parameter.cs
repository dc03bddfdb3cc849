using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>A parameter as AWS sends it. Has no text of its own, so that no message shows the value by accident.</summary>
internal sealed class Parameter
{
    public required string Name { get; init; }

    /// <summary>Gets <c>String</c>, <c>StringList</c> or <c>SecureString</c>.</summary>
    [JsonConverter(typeof(ParameterTypeConverter))]
    public required string Type { get; init; }

    /// <summary>Gets the value; of a SecureString that was read without decryption, its ciphertext.</summary>
    public required string Value { get; init; }

    public long Version { get; init; }

    /// <summary>Gets the second since 1970 at which this version was written: one that was deleted and made again starts with version 1.</summary>
    public double LastModifiedDate { get; init; }

    /// <summary>Gets what was asked for after the name, such as <c>:3</c>; <see langword="null"/> for the newest version.</summary>
    public string? Selector { get; init; }

    [JsonIgnore]
    public bool IsSecret => Type == "SecureString";

    public bool IsSameVersionAs(Parameter other) =>
        Version == other.Version && LastModifiedDate.Equals(other.LastModifiedDate) && Type == other.Type;
}
