using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.Aws;

public sealed class AwsSignatureTests
{
    [Fact]
    public void The_test_endpoint_computes_the_signature_that_AWS_published()
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "example.amazonaws.com",
            ["x-amz-date"] = "20150830T123600Z",
        };

        var signature = AwsSignature.Compute(
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "GET", "/", "", headers, [], "20150830T123600Z", "20150830/us-east-1/service/aws4_request");

        Assert.Equal("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", signature);
    }
}
