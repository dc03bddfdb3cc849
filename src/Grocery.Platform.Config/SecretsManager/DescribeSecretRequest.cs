using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Asks which versions a secret has.</summary>
internal sealed class DescribeSecretRequest : AwsRequest
{
    public static readonly AwsJsonOperation<DescribeSecretRequest, DescribeSecretReply> Operation =
        new(SecretsManagerJson.Default.DescribeSecretRequest, SecretsManagerJson.Default.DescribeSecretReply);

    public required string SecretId { get; init; }
}
