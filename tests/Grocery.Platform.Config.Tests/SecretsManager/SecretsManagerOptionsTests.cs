using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.SecretsManager;

public sealed class SecretsManagerOptionsTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Turned_on_with_nothing_to_read_it_stops_the_start()
    {
        var message = await SecretService.RefusalAsync(_aws);

        Assert.Contains("Set Platform:Config:SecretsManager:Secrets:<key>, or Platform:Config:SecretsManager:Prefix.", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Theory]
    [InlineData("Prefix", "no-slash-at-its-end")]
    [InlineData("Prefix", "blank /")]
    [InlineData("Secrets:One", "a name with blanks")]
    [InlineData("Secrets:One", "arn:aws:ssm:eu-west-1:123456789012:parameter/one")]
    [InlineData("Required", "maybe")]
    public async Task What_cannot_be_meant_stops_the_start(string setting, string value)
    {
        var message = await SecretService.RefusalAsync(_aws, ("Secrets:Two", "two"), (setting, value));

        Assert.Contains($"Platform:Config:SecretsManager:{setting} is ", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task A_secret_in_the_place_of_its_id_is_not_shown()
    {
        var message = await SecretService.RefusalAsync(_aws, ("Secrets:ConnectionStrings:shop", "Host=db;Password=never-shown"));

        Assert.Contains("Platform:Config:SecretsManager:Secrets:ConnectionStrings:shop is \"***\"", message, StringComparison.Ordinal);
    }
}
