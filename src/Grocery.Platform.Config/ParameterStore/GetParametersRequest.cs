using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Asks for up to ten parameters by name, each with <c>:version</c> or <c>:label</c> if wanted.</summary>
internal sealed class GetParametersRequest : AwsRequest
{
    /// <summary>The most that AWS gives in one reply.</summary>
    public const int LargestBatch = 10;

    public static readonly AwsJsonOperation<GetParametersRequest, GetParametersReply> Operation =
        new(ParameterStoreJson.Default.GetParametersRequest, ParameterStoreJson.Default.GetParametersReply);

    public required IReadOnlyList<string> Names { get; init; }

    public required bool WithDecryption { get; init; }
}
