using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Grocery.Platform.Config.Aws;

/// <summary>Writes the requests of an operation for the SDK.</summary>
internal sealed class AwsMarshaller<TRequest, TReply>(AwsService service, AwsOperation<TRequest, TReply> operation)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AwsRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input) => operation.Write(service, (TRequest)input);
}
