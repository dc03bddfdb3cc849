using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Asks for the current versions of up to twenty secrets.</summary>
internal sealed class BatchGetSecretValueRequest : AwsRequest
{
    /// <summary>The most that AWS gives in one reply.</summary>
    public const int LargestBatch = 20;

    public static readonly AwsJsonOperation<BatchGetSecretValueRequest, BatchGetSecretValueReply> Operation =
        new(SecretsManagerJson.Default.BatchGetSecretValueRequest, SecretsManagerJson.Default.BatchGetSecretValueReply);

    public required IReadOnlyList<string> SecretIdList { get; init; }

    public string? NextToken { get; init; }
}
