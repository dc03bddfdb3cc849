using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>One operation: how its request is written and its reply read.</summary>
internal abstract class AwsOperation<TRequest, TReply>
    where TRequest : AwsRequest
{
    /// <summary>Gets the operation, as the SDK takes it from the type of the request.</summary>
    protected static string Name { get; } = typeof(TRequest).Name[..^"Request".Length];

    public abstract IRequest Write(AwsService service, TRequest request);

    /// <returns><see langword="null"/> when the body is the JSON <c>null</c>, which no operation answers.</returns>
    public abstract TReply? Read(AwsBody body);
}
