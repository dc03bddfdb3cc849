using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class SecretParameterTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Theory]
    [InlineData("ConnectionStrings/Database", "Host=db;Password=hidden-word", "Host=db;Password=hidden-word and hidden-word", "*** and ***")]
    [InlineData("Host", "hidden-host", "hidden-host", "***")]
    [InlineData("Username", "hidden-user", "hidden-user", "***")]
    public void Whatever_a_SecureString_is_called_its_value_is_secret(string name, string value, string text, string expected)
    {
        _aws.Parameters.Put("/grocery/dev/products/" + name, value, "SecureString");

        Assert.Equal(expected, Redact(text));
    }

    [Fact]
    public void What_stands_beside_the_password_of_a_database_is_not_masked_wherever_it_stands()
    {
        _aws.Parameters.Put(
            "/grocery/dev/products/Db",
            """{ "engine": "postgres", "host": "database-host", "username": "shop-user", "password": "hidden-word", "ssl": true, "timeout": 1000 }""",
            "SecureString");

        Assert.Equal(
            "postgres at database-host for shop-user with ***, True, 1000",
            Redact("postgres at database-host for shop-user with hidden-word, True, 1000"));
    }

    private string Redact(string text)
    {
        var builder = Some.BuilderWithParameters(("Platform:Config:ParameterStore:Json", "true"));
        builder.AddPlatformConfig(Some.Connection(_aws));
        return builder.Services.AddSecretValues().Redact(text);
    }
}
