using Amazon.Runtime;

namespace Grocery.Platform.Config.Aws;

/// <summary>Carries a reply of any type through the SDK's pipeline.</summary>
internal sealed class AwsReply<TReply> : AmazonWebServiceResponse
{
    public TReply? Value { get; set; }
}
