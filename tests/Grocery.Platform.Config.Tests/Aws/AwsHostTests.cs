using Grocery.Platform.Config.Aws;

namespace Grocery.Platform.Config.Tests.Aws;

/// <summary>What the rules of AWS's own service models resolve to.</summary>
public sealed class AwsHostTests
{
    [Theory]
    [InlineData("eu-west-1", false, false, "ssm.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1", true, false, "ssm-fips.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1", false, true, "ssm.eu-west-1.api.aws")]
    [InlineData("eu-west-1", true, true, "ssm-fips.eu-west-1.api.aws")]
    [InlineData("us-gov-west-1", true, false, "ssm.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, true, "ssm-fips.us-gov-west-1.api.aws")]
    [InlineData("cn-north-1", false, false, "ssm.cn-north-1.amazonaws.com.cn")]
    [InlineData("cn-north-1", false, true, "ssm.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("eusc-de-east-1", false, false, "ssm.eusc-de-east-1.amazonaws.eu")]
    [InlineData("eusc-de-east-1", false, true, "ssm.eusc-de-east-1.api.amazonwebservices.eu")]
    [InlineData("us-iso-east-1", false, true, "ssm.us-iso-east-1.api.aws.ic.gov")]
    public void Of_Parameter_Store(string region, bool fips, bool dualStack, string host) => AssertHost(AwsService.ParameterStore, region, fips, dualStack, host);

    [Theory]
    [InlineData("eu-west-1", false, false, "secretsmanager.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1", true, false, "secretsmanager-fips.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1", false, true, "secretsmanager.eu-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, false, "secretsmanager-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("us-gov-west-1", true, true, "secretsmanager-fips.us-gov-west-1.amazonaws.com")]
    [InlineData("cn-north-1", false, true, "secretsmanager.cn-north-1.amazonaws.com.cn")]
    [InlineData("eusc-de-east-1", false, true, "secretsmanager.eusc-de-east-1.api.amazonwebservices.eu")]
    [InlineData("us-iso-east-1", false, true, "secretsmanager.us-iso-east-1.api.aws.ic.gov")]
    public void Of_Secrets_Manager(string region, bool fips, bool dualStack, string host) => AssertHost(AwsService.SecretsManager, region, fips, dualStack, host);

    [Theory]
    [InlineData("eu-west-1", false, false, "appconfigdata.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1", true, false, "appconfigdata-fips.eu-west-1.amazonaws.com")]
    [InlineData("eu-west-1", false, true, "appconfigdata.eu-west-1.api.aws")]
    [InlineData("us-gov-east-1", true, false, "appconfigdata.us-gov-east-1.amazonaws.com")]
    [InlineData("us-gov-east-1", true, true, "appconfigdata-fips.us-gov-east-1.api.aws")]
    [InlineData("cn-north-1", false, true, "appconfigdata.cn-north-1.api.amazonwebservices.com.cn")]
    public void Of_AppConfig(string region, bool fips, bool dualStack, string host) => AssertHost(AwsService.AppConfig, region, fips, dualStack, host);

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_SECRETS_MANAGER", true)]
    [InlineData("AWS_ENDPOINT_URL_APPCONFIGDATA", false)]
    public void A_variable_puts_another_address_in_its_place(string variable, bool isSecretsManager)
    {
        Environment.SetEnvironmentVariable(variable, "http://127.0.0.1:1/");
        try
        {
            var config = new AwsClientConfig(
                isSecretsManager ? AwsService.SecretsManager : AwsService.AppConfig, new AwsConnection(null, () => "eu-west-1", null));

            Assert.Equal("http://127.0.0.1:1/", config.Address);
            Assert.Equal("eu-west-1", config.AuthenticationRegion);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    private static void AssertHost(AwsService service, string region, bool fips, bool dualStack, string host)
    {
        var config = new AwsClientConfig(service, new AwsConnection(null, () => region, null)) { UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };

        Assert.Equal($"https://{host}/", config.Address);
        Assert.Equal(region, config.AuthenticationRegion);
    }
}
