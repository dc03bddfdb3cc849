namespace Grocery.Platform.Abstractions.Tests;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("Payments:ApiKey")]
    [InlineData("ConnectionStrings:Shop")]
    [InlineData("Passwords:0")]
    [InlineData("Token:Value")]
    [InlineData("Platform:Config:AppConfig:AgentToken")]
    public void A_key_is_secret_when_any_of_its_segments_is(string key) => Assert.True(SecretNames.IsSecretKey(key));

    [Theory]
    [InlineData("Orders:Limit")]
    [InlineData("Tokens:Limit")]
    [InlineData("Platform:Config:SecretsManager:Enabled")]
    [InlineData("platform:config:secretsmanager:prefix")]
    [InlineData("Platform:Config:SecretsManager:Secrets:Payments:ApiKey")]
    [InlineData("Platform:Observability:Redaction:ConnectionStrings")]
    public void A_key_that_only_names_a_secret_is_none(string key) => Assert.False(SecretNames.IsSecretKey(key));

    [Theory]
    [InlineData("Endpoint=sb://bus.example/;SharedAccessKeyName=all;SharedAccessKey=abc123=")]
    [InlineData("client_secret=abc")]
    [InlineData("""{"Password":"hunter2"}""")]
    [InlineData("""{ "user": "a", "api-key" : "abc" }""")]
    [InlineData("""{\"Password\":\"hunter2\"}""")]
    [InlineData("authorization=Basic abc")]
    [InlineData("x-api-key=abc,tenant=one")]
    [InlineData("password: hunter2")]
    [InlineData("server=db;pwd=hunter2")]
    [InlineData("postgres://shop:hunter2@db/shop")]
    [InlineData("https://api.example/?access_token=abc")]
    [InlineData("Bearer abc")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nabc")]
    public void A_value_that_carries_a_credential_is_secret_whatever_its_key(string value) => Assert.True(SecretNames.IsSecretSetting("Plain", value));

    [Theory]
    [InlineData("12")]
    [InlineData("https://api.example:8080/v1?page=2")]
    [InlineData("Host=db;Username=shop")]
    [InlineData("the password is elsewhere")]
    [InlineData("arn:aws:secretsmanager:eu-central-1:123456789012:secret:grocery/dev/db-AbCdEf")]
    public void Any_other_value_is_not(string value) => Assert.False(SecretNames.IsSecretSetting("Plain", value));
}
