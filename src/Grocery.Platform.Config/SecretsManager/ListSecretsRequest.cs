using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.SecretsManager;

/// <summary>Asks for one page of the secrets whose names start with a text.</summary>
internal sealed class ListSecretsRequest : AwsRequest
{
    public static readonly AwsJsonOperation<ListSecretsRequest, ListSecretsReply> Operation =
        new(SecretsManagerJson.Default.ListSecretsRequest, SecretsManagerJson.Default.ListSecretsReply);

    public required IReadOnlyList<SecretFilter> Filters { get; init; }

    public bool IncludePlannedDeletion { get; init; } = true;

    public int MaxResults { get; init; } = 100;

    public string? NextToken { get; init; }
}
