using System.Buffers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

/// <summary>Secrets go into a real service by every way that there is, and everything that leaves it is searched for them, byte by byte.</summary>
public sealed class SecrecyTests : IAsyncLifetime
{
    private const string SessionToken = "session-token-b7e1f0";

    // Each distinct, so that what is found tells where it came from.
    private static readonly string[] Secrets =
    [
        AwsEndpoint.SecretKey, SessionToken, "parameter-3f9d1c", "parameter-rotated-58ab02", "string-password-c1e7a4", "json-member-77d0e2", "rds-password-0a4c91",
        "rds-rotated-6be3f8", "plain-secret-d8f215", "variable-password-91be06", "invalid-ratio-e24f7a", "pending-password-f3b6d9",
    ];

    private static readonly string[] CarelessKeys =
        ["ApiKey", "ConnectionStrings:Old", "Client:Inner", "ConnectionStrings:shop", "ConnectionStrings:shop:password", "Plain"];

    private static readonly string[] Endpoints =
        ["/config", "/metrics", "/health", "/health/ready", "/flags", "/resilience", "/loggers", "/info"];

    private readonly ArrayBufferWriter<byte> _seen = new();
    private readonly int _management = FreePort.Next();
    private AwsEndpoint _aws = null!;
    private OtlpReceiver _collector = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_aws, _collector) = (await AwsEndpoint.StartAsync(), await OtlpReceiver.StartAsync());
        _aws.SessionToken = SessionToken;
        _aws.Parameters.Put("/grocery/dev/products/ApiKey", "parameter-3f9d1c", "SecureString");
        _aws.Parameters.Put("/grocery/dev/products/ConnectionStrings/Old", "Host=db;Username=old;Password=string-password-c1e7a4", "SecureString");
        _aws.Secrets.Put("client", """{ "Inner": "json-member-77d0e2" }""");
        _aws.Secrets.Put("db", Database("rds-password-0a4c91"));
        _aws.Secrets.Put("plain", "plain-secret-d8f215");
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task No_secret_leaves_a_service_that_is_careless_with_it_while_it_rotates_and_fails()
    {
        await using var service = Start();
        using var client = await service.ListeningAsync();
        using var management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_management}") };

        await BeCarelessAsync(client, management);
        _aws.Parameters.Put("/grocery/dev/products/ApiKey", "parameter-rotated-58ab02", "SecureString");
        _aws.Secrets.PutPending("db", Database("pending-password-f3b6d9"));
        _aws.Secrets.Put("db", Database("rds-rotated-6be3f8"));
        _aws.Parameters.Put("/grocery/dev/products/Platform/Observability/Sampling/Ratio", "invalid-ratio-e24f7a", "SecureString");
        await BeCarelessAsync(client, management);
        _aws.Fail(AwsFault.AccessDenied);
        await BeCarelessAsync(client, management);

        await service.SignalAsync("TERM");
        await service.ExitAsync(TimeSpan.FromSeconds(30));
        Keep([.. service.Output, .. service.Error]);
        foreach (var body in _collector.Bodies)
            _seen.Write(body.Span);

        // That the careless ones were heard at all: their masked words, a span, a metric, the rejected options.
        var text = Encoding.UTF8.GetString(_seen.WrittenSpan);
        Assert.Contains("ApiKey is ***", text, StringComparison.Ordinal);
        Assert.Contains("shop.value", text, StringComparison.Ordinal);
        Assert.Contains("grocery_options_rejected", text, StringComparison.Ordinal);
        Assert.Contains("Platform:Observability:Sampling:Ratio", text, StringComparison.Ordinal);
        Assert.Contains("The configuration could not be read again", text, StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public async Task No_secret_is_in_the_refusal_to_start()
    {
        _aws.Parameters.Put("/grocery/dev/products/Platform/Observability/Sampling/Ratio", "invalid-ratio-e24f7a", "SecureString");
        await using var invalid = Start();
        Assert.NotEqual(0, await invalid.ExitAsync(TimeSpan.FromSeconds(30)));
        _aws.Fail(AwsFault.UnusableKey, times: int.MaxValue);
        await using var failed = Start();
        Assert.NotEqual(0, await failed.ExitAsync(TimeSpan.FromSeconds(30)));

        Keep([.. invalid.Output, .. invalid.Error, .. failed.Output, .. failed.Error]);

        var text = Encoding.UTF8.GetString(_seen.WrittenSpan);
        Assert.Contains("Platform:Observability:Sampling:Ratio", text, StringComparison.Ordinal);
        Assert.Contains("was not read", text, StringComparison.Ordinal);
        AssertNoSecret();
    }

    private static string Database(string password) =>
        $$"""{ "engine": "postgres", "host": "127.0.0.1", "port": 1, "username": "shop", "password": "{{password}}", "dbname": "shop" }""";

    // As they are, and as JSON, addresses and protocols write them.
    private static IEnumerable<byte[]> FormsOf(string secret) =>
        ((string[])[secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))])
            .Select(Encoding.UTF8.GetBytes);

    private void AssertNoSecret()
    {
        Assert.NotEqual(0, _seen.WrittenCount);
        foreach (var secret in Secrets)
            Assert.All(FormsOf(secret), form => Assert.True(_seen.WrittenSpan.IndexOf(form) < 0, $"{secret} was found in what left the service"));
    }

    private async Task BeCarelessAsync(HttpClient client, HttpClient management)
    {
        using var refreshed = await management.PutAsJsonAsync("/config", new { refresh = "now" }, Stop);
        Keep(await refreshed.Content.ReadAsStringAsync(Stop));
        foreach (var key in CarelessKeys)
        {
            using var answer = await client.GetAsync(new Uri($"/careless?key={key}", UriKind.Relative), Stop);
            Keep(answer.ToString(), await answer.Content.ReadAsStringAsync(Stop));
        }

        foreach (var endpoint in Endpoints)
        {
            using var answer = await management.GetAsync(new Uri(endpoint, UriKind.Relative), Stop);
            Keep(answer.ToString(), await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    private void Keep(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            _seen.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }

    private ServiceProcess Start() => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.TestApp"),
        new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = AwsEndpoint.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = AwsEndpoint.SecretKey,
            ["AWS_SESSION_TOKEN"] = SessionToken,
            ["AWS_REGION"] = AwsEndpoint.Region,
            ["AWS_ENDPOINT_URL"] = _aws.Address.AbsoluteUri,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["DOTNET_ENVIRONMENT"] = "Dev",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.HttpEndpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["Variable__Password"] = "variable-password-91be06",
            ["Platform__Service__Name"] = "products",
            ["Platform__Management__Port"] = $"{_management}",
            ["Platform__Observability__Logging__Level"] = "Trace",
            ["Platform__Config__ParameterStore__Enabled"] = "true",
            ["Platform__Config__SecretsManager__Enabled"] = "true",
            ["Platform__Config__SecretsManager__Secrets__Client"] = "client",
            ["Platform__Config__SecretsManager__Secrets__ConnectionStrings__shop"] = "db",
            ["Platform__Config__SecretsManager__Secrets__Plain"] = "plain",
        });
}
