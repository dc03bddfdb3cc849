using System.Text.Json.Serialization;
using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Asks for one page of everything under a path.</summary>
internal sealed class GetParametersByPathRequest : AwsRequest
{
    public static readonly AwsJsonOperation<GetParametersByPathRequest, GetParametersByPathReply> Operation =
        new(ParameterStoreJson.Default.GetParametersByPathRequest, ParameterStoreJson.Default.GetParametersByPathReply);

    public required string Path { get; init; }

    public bool Recursive { get; init; } = true;

    public required bool WithDecryption { get; init; }

    public int MaxResults { get; init; } = GetParametersRequest.LargestBatch;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ParameterFilter>? ParameterFilters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextToken { get; init; }
}
