using System.Text.Json.Serialization;
using Amazon.Runtime;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// A request whose JSON is its properties. A subclass is called <c>{Operation}Request</c>: the SDK takes the name of the operation
/// from it. Not for concurrent use.
/// </summary>
internal abstract class AwsRequest : AmazonWebServiceRequest
{
    /// <summary>Gets or sets where its attempts are counted.</summary>
    [JsonIgnore]
    public ReadProgress Progress { get; set; } = new();
}
