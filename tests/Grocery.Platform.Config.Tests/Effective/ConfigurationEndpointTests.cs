using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Tests.Effective;

public sealed class ConfigurationEndpointTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private readonly LogCollector _logs = new("Grocery.Platform.Config");
    private AwsEndpoint _aws = null!;
    private WebApplication? _app;
    private int _management;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "EUR");
        _aws.Parameters.Put("/grocery/dev/products/Limit", "11");
        _aws.Parameters.Put("/grocery/dev/products/Limit", "12");
        _aws.Parameters.Put("/grocery/dev/products/Innocent", "hidden-in-the-store", "SecureString");
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _client.Dispose();
        _logs.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task Every_key_has_its_value_its_source_and_its_version()
    {
        var keys = Keys(await GetAsync());

        Assert.Equal(("12", "/grocery/dev/products/Limit (the Parameter Store path /grocery/dev/products/)", "2"), Entry(keys, "Limit"));
        Assert.Equal(("EUR", "/grocery/dev/shared/Currency (the Parameter Store path /grocery/dev/shared/)", "1"), Entry(keys, "Currency"));
        Assert.Equal(("from memory", "the in-memory configuration", null), Entry(keys, "Plain"));
    }

    [Theory]
    [InlineData("Innocent", "hidden-in-the-store")]
    [InlineData("Client:Password", "hidden-by-name")]
    [InlineData("ConnectionStrings:Shop", "Host=db;Username=shop;Password=hidden-in-string")]
    [InlineData("Database", "postgres://shop:hidden-in-address@db/shop")]
    [InlineData("Legacy", "server=db;pwd=hidden-in-legacy")]
    [InlineData("Session:Token", "hidden-token")]
    [InlineData("Bus", "Endpoint=sb://bus.example/;SharedAccessKey=hidden-in-bus=")]
    [InlineData("Grant", "client_secret=hidden-in-grant")]
    [InlineData("Document", """{"Password":"hidden-in-json"}""")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic hidden-in-header")]
    public async Task Secrets_are_masked_because_of_their_source_their_name_or_their_look(string key, string secret)
    {
        var answer = await GetAsync();

        Assert.Equal("***", Entry(Keys(answer), key).Value);
        Assert.DoesNotContain(secret, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_another_key_repeats_is_masked_there_too()
    {
        var keys = Keys(await GetAsync());

        Assert.Equal("before *** after", Entry(keys, "Copy").Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_operator_puts_over_a_secret_is_masked_like_it(bool isWithin)
    {
        KeyValuePair<string, string?>[] over = [new("Innocent", "hidden-by-operator")];
        await StartAsync(builder =>
        {
            if (isWithin)
                builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddConfiguration(builder.Configuration).AddInMemoryCollection(over).Build());
            else
                ((IConfigurationBuilder)builder.Configuration).AddInMemoryCollection(over);
        });

        var answer = await GetAsync();

        Assert.Equal("***", Entry(Keys(answer), "Innocent").Value);
        Assert.DoesNotContain("hidden-", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_code_sets_has_no_version_and_says_so_whatever_lies_over_the_sources()
    {
        await StartAsync();
        ((IConfigurationBuilder)_app!.Configuration).AddCommandLine(["--Other=1"]);

        _app.Configuration["Limit"] = "99";
        _app.Configuration["Innocent"] = "hidden-by-code";

        var answer = await GetAsync();
        Assert.Equal(("99", "the code of the service", null), Entry(Keys(answer), "Limit"));
        Assert.Equal(("***", "the code of the service", null), Entry(Keys(answer), "Innocent"));
    }

    [Fact]
    public async Task What_only_names_a_secret_is_shown()
    {
        await StartAsync(
            ("Platform:Config:SecretsManager:Required", "false"), ("Platform:Config:SecretsManager:Secrets:Payments:ApiKey", "grocery/dev/payments"));

        var keys = Keys(await GetAsync());

        Assert.Equal("false", Entry(keys, "Platform:Config:SecretsManager:Required").Value);
        Assert.Equal("grocery/dev/payments", Entry(keys, "Platform:Config:SecretsManager:Secrets:Payments:ApiKey").Value);
    }

    [Fact]
    public async Task The_sources_tell_how_they_are()
    {
        await GetAsync();
        _aws.Fail(AwsFault.Throttled, path: Some.ServicePath, times: 100);
        _aws.Fail(AwsFault.AccessDenied, path: Some.SharedPath);
        await PutAsync(new JsonObject { ["refresh"] = "now" });

        var answer = JsonNode.Parse(await GetAsync())!;

        Assert.Equal(1, (int?)answer["refresh"]!["failed_reads"]);
        Assert.Equal(
            [("the Parameter Store path /grocery/dev/shared/", 1, "denied"), ("the Parameter Store path /grocery/dev/products/", 2, "throttled")],
            answer["sources"]!.AsArray().Select(source => ((string?)source!["name"], (int?)source["keys"], (string?)source["failure"])));
    }

    [Fact]
    public async Task A_PUT_reads_the_sources_again_and_says_who_asked()
    {
        await GetAsync();
        _aws.Parameters.Put("/grocery/dev/products/Limit", "13");

        var response = await PutAsync(new JsonObject { ["refresh"] = "now", ["by"] = "ann" });

        Assert.Equal("13", Entry(Keys(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), "Limit").Value);
        Assert.Contains(_logs.Lines, line => line.EventId == 4007 && line.Message.StartsWith("ann at 127.0.0.1 asked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "refresh": "later" }""")]
    [InlineData("""{ "reload": "now" }""")]
    [InlineData("now")]
    public async Task A_PUT_that_is_not_understood_reads_nothing(string body)
    {
        await GetAsync();
        _aws.ForgetCalls();

        var response = await _client.PutAsync(Address(), new StringContent(body), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task It_is_not_on_the_service_port()
    {
        await GetAsync();

        var response = await _client.GetAsync(new Uri(_app!.Urls.First(url => !url.EndsWith($":{_management}", StringComparison.Ordinal)) + "/config"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await StartAsync(("Platform:Config:EndpointEnabled", "false"));

        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(Address(), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static JsonArray Keys(string answer) => JsonNode.Parse(answer)!["keys"]!.AsArray();

    private static (string? Value, string? Source, string? Version) Entry(JsonArray keys, string key)
    {
        var entry = keys.Single(item => (string?)item!["key"] == key)!;
        return ((string?)entry["value"], (string?)entry["source"], (string?)entry["version"]);
    }

    private Uri Address() => new($"http://127.0.0.1:{_management}/config");

    private Task<HttpResponseMessage> PutAsync(JsonObject body) => _client.PutAsJsonAsync(Address(), body, TestContext.Current.CancellationToken);

    private async Task<string> GetAsync()
    {
        if (_app is null)
            await StartAsync();

        return await _client.GetStringAsync(Address(), TestContext.Current.CancellationToken);
    }

    private Task StartAsync(params (string Key, string Value)[] settings) => StartAsync(static _ => { }, settings);

    private async Task StartAsync(Action<WebApplicationBuilder> change, params (string Key, string Value)[] settings)
    {
        _management = FreePort.Next();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "products", EnvironmentName = "Dev" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.AddProvider(_logs);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Platform:Management:Port"] = $"{_management}",
            ["Platform:Config:ParameterStore:Enabled"] = "true",
            ["Plain"] = "from memory",
            ["Client:Password"] = "hidden-by-name",
            ["ConnectionStrings:Shop"] = "Host=db;Username=shop;Password=hidden-in-string",
            ["Database"] = "postgres://shop:hidden-in-address@db/shop",
            ["Legacy"] = "server=db;pwd=hidden-in-legacy",
            ["Session:Token"] = "hidden-token",
            ["Bus"] = "Endpoint=sb://bus.example/;SharedAccessKey=hidden-in-bus=",
            ["Grant"] = "client_secret=hidden-in-grant",
            ["Document"] = """{"Password":"hidden-in-json"}""",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=Basic hidden-in-header",
            ["Copy"] = "before hidden-in-the-store after",
        });
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;

        builder.AddPlatformConfig(Some.Connection(_aws));
        change(builder);
        _app = builder.Build();
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }
}
