using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// A request whose JSON is its properties. A subclass is called <c>{Operation}Request</c>: the SDK takes the name of the operation
/// from it. Not for concurrent use.
/// </summary>
internal abstract class AwsJsonRequest : AmazonWebServiceRequest
{
    /// <summary>Gets or sets the number of times that the request was sent.</summary>
    [JsonIgnore]
    public int Attempts { get; set; }

    /// <summary>Gets or sets why the last attempt failed, which a deadline that ends the retries would hide.</summary>
    [JsonIgnore]
    public Exception? LastFailure { get; set; }
}
