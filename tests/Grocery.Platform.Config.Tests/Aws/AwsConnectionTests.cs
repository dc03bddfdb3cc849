using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Tests.Aws;

/// <summary>What the environment variables say can stand in another source of the configuration; ProcessTests has those themselves.</summary>
public sealed class AwsConnectionTests
{
    [Fact]
    public async Task A_service_finds_AWS_by_what_another_source_says_under_the_names_of_the_variables()
    {
        await using var aws = await AwsEndpoint.StartAsync();
        aws.Parameters.Put("/grocery/dev/products/A", "1");
        var builder = Some.BuilderWithParameters(
            ("AWS_ENDPOINT_URL", aws.Address.AbsoluteUri),
            ("AWS_DEFAULT_REGION", AwsEndpoint.Region),
            ("AWS_ACCESS_KEY_ID", AwsEndpoint.AccessKey),
            ("AWS_SECRET_ACCESS_KEY", AwsEndpoint.SecretKey));

        builder.AddPlatformConfig();

        Assert.Equal("1", builder.Configuration["A"]);
    }

    [Fact]
    public async Task A_session_token_goes_with_the_keys()
    {
        var credentials = AwsConnection.Of(Settings(
            ("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token"))).Credentials!;

        var found = await credentials.GetCredentialsAsync();

        Assert.Equal(("key", "secret", "token"), (found.AccessKey, found.SecretKey, found.Token));
    }

    [Fact]
    public void A_session_token_that_is_set_to_nothing_is_none() => Assert.IsType<BasicAWSCredentials>(
        AwsConnection.Of(Settings(("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", ""))).Credentials);

    [Fact]
    public void Half_of_the_keys_leaves_the_credentials_to_the_SDK() =>
        Assert.Null(AwsConnection.Of(Settings(("AWS_ACCESS_KEY_ID", "key"))).Credentials);

    [Theory]
    [InlineData("localhost:4566")]
    [InlineData("/ssm")]
    public void An_endpoint_that_is_not_an_address_stops_the_start(string endpoint)
    {
        var builder = Some.Builder(("AWS_ENDPOINT_URL", endpoint));

        var exception = Assert.Throws<PlatformConfigurationException>(() => builder.AddPlatformConfig());

        Assert.Equal(
            $"AWS_ENDPOINT_URL is \"{endpoint}\"; allowed: an absolute http or https address, such as http://localhost:4566. Mend or remove it.",
            Assert.Single(exception.Problems));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
}
