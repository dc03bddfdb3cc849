using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>One request that <see cref="AwsEndpoint"/> got.</summary>
/// <param name="Operation">Target and operation, such as <c>AmazonSSM.GetParameters</c> or <c>AppConfigData.GetLatestConfiguration</c>.</param>
/// <param name="Path">The path of parameters, or the path of a REST request; empty when there is none.</param>
/// <param name="NextToken">The token of the page that is asked for, when one is.</param>
internal sealed record AwsCall(string Operation, string Path, string? NextToken)
{
    /// <summary>Gets the parameters or secrets that are asked for by name.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Gets a value indicating whether SecureStrings are asked for in clear.</summary>
    public bool WithDecryption { get; init; }

    /// <summary>Gets the stage of a secret that is asked for, when one is.</summary>
    public string? VersionStage { get; init; }

    /// <summary>Gets the time since the endpoint started.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Gets what the client says about itself.</summary>
    public string UserAgent { get; init; } = string.Empty;

    /// <summary>Gets the SecureStrings and secrets whose values went out in clear with the answer.</summary>
    public IReadOnlyList<string> Decrypted { get; internal set; } = [];

    /// <summary>Gets the action of an IAM policy, such as <c>ssm:GetParameters</c>.</summary>
    public string Action => $"{Service.SigningName}:{Name}";

    /// <summary>Gets the operation alone, such as <c>GetParameters</c>.</summary>
    public string Name => Operation[(Operation.IndexOf('.', StringComparison.Ordinal) + 1)..];

    internal AwsWireService Service { get; init; } = AwsWireService.ParameterStore;

    internal JsonObject Request { get; init; } = [];

    /// <summary>Gets the token of a session with AppConfig.</summary>
    internal string? Token { get; init; }
}
