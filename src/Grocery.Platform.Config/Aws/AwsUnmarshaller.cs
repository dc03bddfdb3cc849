using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Grocery.Platform.Config.Aws;

/// <summary>Reads the replies of an operation, or the error in their place.</summary>
internal sealed class AwsUnmarshaller<TRequest, TReply>(AwsOperation<TRequest, TReply> operation) : JsonResponseUnmarshaller
    where TRequest : AwsRequest
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        new AwsReply<TReply> { Value = operation.Read((AwsBody)input.ResponseData) };

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
