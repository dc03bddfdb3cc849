using Grocery.Platform.Config.SecretsManager;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Config.Tests.SecretsManager;

public sealed class SecretStagesTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Secrets.Put("db", Database("first"));
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task While_a_rotation_is_on_its_way_the_pending_value_is_there()
    {
        await using var service = await StartAsync();
        _aws.Secrets.PutPending("db", Database("second"));

        var stages = await ReadAsync(service, "ConnectionStrings:shop");

        var pending = Assert.Single(stages);
        Assert.Equal(("shop", "second-password"), (pending["username"], pending["PASSWORD"]));
        Assert.Contains("Password=second-password", pending[""], StringComparison.Ordinal);
        Assert.Equal("***", service.Services.GetRequiredService<SecretValues>().Redact("second-password"));
    }

    [Fact]
    public async Task The_previous_value_comes_after_the_pending_one()
    {
        _aws.Secrets.Put("db", Database("second"));
        await using var service = await StartAsync();
        _aws.Secrets.PutPending("db", Database("third"));

        var stages = await ReadAsync(service, "ConnectionStrings:shop");

        Assert.Equal(["third-password", "first-password"], stages.Select(stage => stage["password"]));
    }

    [Fact]
    public async Task A_current_value_that_the_configuration_does_not_have_yet_comes_first()
    {
        await using var service = await StartAsync();
        _aws.Secrets.PutPending("db", Database("second"));
        _aws.Secrets.Promote("db");

        var stages = await ReadAsync(service, "ConnectionStrings:shop");

        // The previous one is what the configuration has.
        Assert.Equal(["second-password"], stages.Select(stage => stage["password"]));
    }

    [Fact]
    public async Task A_current_value_that_was_read_but_is_held_back_by_another_source_comes_first_too()
    {
        _aws.Parameters.Put("/grocery/dev/products/A", "1");
        await using var service = await RunningService.StartAsync(
            _aws, [.. SecretService.Settings(("Secrets:ConnectionStrings:shop", "db")), ("Platform:Config:ParameterStore:Enabled", "true")]);
        _aws.Fail(AwsFault.AccessDenied, path: Some.ServicePath);
        _aws.Secrets.Put("db", Database("second"));
        Assert.False(await service.RefreshAsync());

        var stages = await ReadAsync(service, "ConnectionStrings:shop");

        Assert.Equal("first-password", service.Configuration["ConnectionStrings:shop:password"]);
        Assert.Equal(["second-password"], stages.Select(stage => stage["password"]));
    }

    [Fact]
    public async Task A_pending_version_without_a_value_or_with_one_that_cannot_be_used_is_left_out()
    {
        _aws.Secrets.Put("db", Database("second"));
        await using var service = await StartAsync();
        _aws.Secrets.MarkPendingWithoutValue("db");
        var withoutValue = await ReadAsync(service, "ConnectionStrings:shop");
        _aws.Secrets.PutPending("db", """{ "password": "1", "Password": "2" }""");

        var unusable = await ReadAsync(service, "ConnectionStrings:shop");

        Assert.Equal(["first-password"], withoutValue.Select(stage => stage["password"]));
        Assert.Equal(["first-password"], unusable.Select(stage => stage["password"]));
    }

    [Fact]
    public async Task A_key_within_a_secret_has_the_values_under_it_alone()
    {
        _aws.Secrets.Put("all", """{ "shop": "Host=db;Password=first", "other": "x" }""");
        await using var service = await SecretService.StartAsync(_aws, ("Secrets:ConnectionStrings", "all"));
        _aws.Secrets.PutPending("all", """{ "shop": "Host=db;Password=second", "other": "y" }""");

        var stages = await ReadAsync(service, "ConnectionStrings:shop");

        Assert.Equal([KeyValuePair.Create("", (string?)"Host=db;Password=second")], Assert.Single(stages));
    }

    [Theory]
    [InlineData("Elsewhere")]
    [InlineData("ConnectionStrings")]
    public async Task A_key_that_comes_from_no_secret_has_nothing(string key)
    {
        await using var service = await StartAsync();
        _aws.ForgetCalls();

        Assert.Empty(await ReadAsync(service, key));
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task Without_Secrets_Manager_there_is_nothing()
    {
        await using var service = await SecretService.StartAsync(_aws, ("Enabled", "false"));

        Assert.Empty(await ReadAsync(service, "ConnectionStrings:shop"));
    }

    private static string Database(string rotation) =>
        $$"""{ "engine": "postgres", "host": "db", "username": "shop", "password": "{{rotation}}-password", "dbname": "shop" }""";

    private static Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync(RunningService service, string key) =>
        service.Services.GetRequiredService<ISecretStages>().ReadAsync(key, TestContext.Current.CancellationToken);

    private Task<RunningService> StartAsync() => SecretService.StartAsync(_aws, ("Secrets:ConnectionStrings:shop", "db"));
}
