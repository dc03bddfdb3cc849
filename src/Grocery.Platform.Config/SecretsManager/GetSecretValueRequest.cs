using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Asks for one version of one secret.</summary>
internal sealed class GetSecretValueRequest : AwsRequest
{
    public static readonly AwsJsonOperation<GetSecretValueRequest, SecretVersion> Operation =
        new(SecretsManagerJson.Default.GetSecretValueRequest, SecretsManagerJson.Default.SecretVersion);

    public required string SecretId { get; init; }

    public string? VersionId { get; init; }

    public string? VersionStage { get; init; }
}
