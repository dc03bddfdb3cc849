using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Grocery.Platform.Config.Aws;

/// <summary>Writes a request in JSON 1.1.</summary>
internal sealed class AwsJsonMarshaller<TRequest, TReply>(AwsService service, AwsJsonOperation<TRequest, TReply> operation)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AwsJsonRequest
{
    private static readonly string Operation = typeof(TRequest).Name[..^"Request".Length];

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, operation.Request),
        };
        request.Headers["X-Amz-Target"] = $"{service.Target}.{Operation}";
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }
}
