using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.Aws;

public sealed class AwsSignatureTests
{
    [Theory]
    [InlineData("", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void The_test_endpoint_computes_the_signature_that_AWS_published(string query, string published)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "example.amazonaws.com",
            ["x-amz-date"] = "20150830T123600Z",
        };

        var signature = AwsSignature.Compute(
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "GET", "/", query, headers, [], "20150830T123600Z", "20150830/us-east-1/service/aws4_request");

        Assert.Equal(published, signature);
    }
}
