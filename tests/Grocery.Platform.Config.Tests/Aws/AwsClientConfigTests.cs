using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.Tests.Aws;

public sealed class AwsClientConfigTests
{
    [Fact]
    public void A_custom_endpoint_keeps_the_Region_of_the_signature()
    {
        var config = new AwsClientConfig(AwsService.ParameterStore, new AwsConnection(new Uri("http://127.0.0.1:1"), () => "eu-west-1", null));

        Assert.Equal("http://127.0.0.1:1/", config.Address);
        Assert.Equal("eu-west-1", config.AuthenticationRegion);
    }

    [Fact]
    public void A_custom_endpoint_that_must_also_be_a_FIPS_endpoint_is_refused()
    {
        var config = new AwsClientConfig(AwsService.ParameterStore, new AwsConnection(new Uri("http://127.0.0.1:1"), () => "eu-west-1", null))
        {
            UseFIPSEndpoint = true,
        };

        Assert.Throws<AwsSetupException>(() => config.Address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("eu west 1")]
    [InlineData("evil.example/")]
    public void A_missing_or_impossible_Region_is_refused(string? region)
    {
        var exception = Assert.Throws<AwsSetupException>(
            () => new AwsClientConfig(AwsService.ParameterStore, new AwsConnection(null, () => region, null)));

        Assert.Contains("AWS_REGION", exception.Message, StringComparison.Ordinal);
    }
}
