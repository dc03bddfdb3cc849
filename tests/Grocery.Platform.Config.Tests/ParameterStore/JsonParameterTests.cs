using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class JsonParameterTests : IAsyncLifetime
{
    private const string Document =
        """{ "Url": "http://x", "Retry": { "Max": 3, "On": true, "Off": false }, "Items": ["a", { "b": 1.50 }], "Empty": {}, "None": [], "Null": null }""";

    private static readonly IComparer<KeyValuePair<string, string?>> ByKey =
        Comparer<KeyValuePair<string, string?>>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key));

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public void Without_the_option_a_document_is_text()
    {
        _aws.Parameters.Put("/grocery/dev/products/Client", Document);

        var configuration = Load();

        Assert.Equal(Document, configuration["Client"]);
        Assert.Null(configuration["Client:Url"]);
    }

    [Fact]
    public void A_document_gives_the_keys_that_the_same_JSON_file_gives()
    {
        _aws.Parameters.Put("/grocery/dev/products/Client", Document);
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Client": {{Document}} }"""));

        var actual = Load(("Platform:Config:ParameterStore:Json", "true")).GetSection("Client").AsEnumerable();

        Assert.Equal(new ConfigurationBuilder().AddJsonStream(file).Build().AsEnumerable().Order(ByKey), actual.Order(ByKey));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[draft] a text")]
    [InlineData("{not json}")]
    [InlineData("{\"cut\":")]
    public void What_is_no_object_or_array_stays_the_text_that_it_is(string text)
    {
        _aws.Parameters.Put("/grocery/dev/products/A", text);

        Assert.Equal(text, Load(("Platform:Config:ParameterStore:Json", "true"))["A"]);
    }

    [Theory]
    [InlineData("""{ "b": 1, "B": 2 }""", "/grocery/dev/products/a", "the configuration key a:B")]
    [InlineData("""{ "b": { "c": 1 }, "b:c": 2 }""", "/grocery/dev/products/a", "the configuration key a:b:c")]
    public void Two_members_for_one_key_stop_the_start(string document, string name, string expected)
    {
        _aws.Parameters.Put(name, document);

        var text = Assert.Throws<PlatformConfigurationException>(() => Load(("Platform:Config:ParameterStore:Json", "true"))).ToString();

        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_and_a_parameter_for_one_key_stop_the_start_and_the_parameter_is_named()
    {
        _aws.Parameters.Put("/grocery/dev/products/a", """{ "b": 1 }""");
        _aws.Parameters.Put("/grocery/dev/products/A/B", "2");

        var text = Assert.Throws<PlatformConfigurationException>(() => Load(("Platform:Config:ParameterStore:Json", "true"))).ToString();

        Assert.Contains("/grocery/dev/products/A/B", text, StringComparison.Ordinal);
        Assert.Contains("/grocery/dev/products/a both give the configuration key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_over_keys_of_its_own_is_allowed_and_warned_about()
    {
        _aws.Parameters.Put("/grocery/dev/products/Cache", "on");
        _aws.Parameters.Put("/grocery/dev/products/Cache/Size", "12");

        await using var service = await RunningService.StartAsync(_aws);

        Assert.Equal(("on", "12"), (service.Configuration["Cache"], service.Configuration["Cache:Size"]));
        Assert.Equal(
            "The configuration is odd: /grocery/dev/products/Cache gives Cache a value, and there are keys under it as well.",
            Assert.Single(service.Logs.Lines, line => line.EventId == 4006).Message);
    }

    [Fact]
    public void The_parts_of_a_secret_document_are_secret()
    {
        _aws.Parameters.Put("/grocery/dev/products/Client", """{ "Id": "shown-to-none", "Key": "nor-is-this" }""", "SecureString");
        var builder = Some.BuilderWithParameters(("Platform:Config:ParameterStore:Json", "true"));

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("*** ***", builder.Services.AddSecretValues().Redact("shown-to-none nor-is-this"));
    }

    private ConfigurationManager Load(params (string, string)[] settings)
    {
        var builder = Some.BuilderWithParameters(settings);
        builder.AddPlatformConfig(Some.Connection(_aws));
        return builder.Configuration;
    }
}
