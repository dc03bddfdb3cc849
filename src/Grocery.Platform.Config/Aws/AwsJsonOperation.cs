using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime.Internal;

namespace Grocery.Platform.Config.Aws;

/// <summary>An operation in JSON 1.1.</summary>
internal sealed class AwsJsonOperation<TRequest, TReply>(JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType) : AwsOperation<TRequest, TReply>
    where TRequest : AwsRequest
{
    public override IRequest Write(AwsService service, TRequest request)
    {
        var message = new DefaultRequest(request, service.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(request, requestType),
        };
        message.Headers["X-Amz-Target"] = $"{service.Target}.{Name}";
        message.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return message;
    }

    public override TReply? Read(AwsBody body) => JsonSerializer.Deserialize(body.Bytes.Span, replyType);
}
