using System.Text.Json.Serialization.Metadata;

namespace Grocery.Platform.Config.Aws;

/// <summary>One operation: how its request is written and its reply read.</summary>
internal sealed record AwsJsonOperation<TRequest, TReply>(JsonTypeInfo<TRequest> Request, JsonTypeInfo<TReply> Reply)
    where TRequest : AwsJsonRequest;
