using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Config.Tests.SecretsManager;

public sealed class SecretsManagerTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_secret_that_gives_a_connection_string_and_its_parts_is_not_odd()
    {
        _aws.Secrets.Put("db", """{ "host": "db", "username": "shop", "password": "secret-1" }""");

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:ConnectionStrings:shop", "db"));

        Assert.Equal("shop", service.Configuration["ConnectionStrings:shop:username"]);
        Assert.DoesNotContain(service.Logs.Lines, line => line.EventId == 4006);
    }

    [Fact]
    public async Task A_text_is_the_value_of_its_key_by_name_ARN_and_ARN_without_its_suffix()
    {
        _aws.Secrets.Put("one", "first text");
        _aws.Secrets.Put("two", "second text");
        _aws.Secrets.Put("three", "{no json");
        var arn = _aws.Secrets.ArnOf("three");

        await using var service = await SecretService.StartAsync(
            _aws, ("Secrets:Api:Key", "one"), ("Secrets:Other", _aws.Secrets.ArnOf("two")), ("Secrets:Third:Of:All", arn[..^"-AbCdEf".Length]));

        Assert.Equal("first text", service.Configuration["Api:Key"]);
        Assert.Equal("second text", service.Configuration["Other"]);
        Assert.Equal("{no json", service.Configuration["Third:Of:All"]);
        Assert.Equal(["BatchGetSecretValue"], _aws.Calls.Select(call => call.Name));
    }

    [Fact]
    public async Task The_members_of_an_object_are_keys_under_its_key()
    {
        _aws.Secrets.Put("keys", """{ "stripe": { "live": "key-one", "ports": [1, 2] }, "empty": {}, "none": null, "isOn": true, "x:y": "deep" }""");

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:Payments", "keys"));

        var values = service.Configuration.GetSection("Payments").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}");
        Assert.Equal(["isOn=True", "stripe:live=key-one", "stripe:ports:0=1", "stripe:ports:1=2", "x:y=deep"], values.Order());
        Assert.Equal(["empty", "isOn", "none", "stripe", "x"], service.Configuration.GetSection("Payments").GetChildren().Select(child => child.Key).Order());
    }

    [Fact]
    public async Task Every_secret_whose_name_starts_with_the_prefix_is_read_page_by_page_twenty_at_a_time()
    {
        for (var i = 0; i < 25; i++)
            _aws.Secrets.Put($"grocery/dev/products/Section{i}/Key", $"value {i}");
        _aws.Secrets.Put("grocery/dev/products-next/Key", "neighbour");
        (_aws.Secrets.Paging.PageSize, _aws.Secrets.Paging.HasEmptyPages, _aws.Secrets.Paging.EndsWithEmptyPage) = (20, true, true);

        await using var service = await SecretService.StartAsync(_aws, ("Prefix", "grocery/dev/products/"));

        Assert.All(Enumerable.Range(0, 25), i => Assert.Equal($"value {i}", service.Configuration[$"Section{i}:Key"]));
        Assert.DoesNotContain(service.Configuration.AsEnumerable(), pair => pair.Value == "neighbour");
        Assert.All(_aws.Calls.Where(call => call.Name == "BatchGetSecretValue"), call => Assert.True(call.Names.Count <= 20));
    }

    [Fact]
    public async Task The_first_read_takes_the_fewest_calls()
    {
        for (var i = 0; i < 41; i++)
            _aws.Secrets.Put($"grocery/dev/products/Key{i}", $"value {i}");
        _aws.Secrets.Put("alone", "value");

        await using var service = await SecretService.StartAsync(_aws, ("Prefix", "grocery/dev/products/"), ("Secrets:Alone", "alone"));

        Assert.Equal((1, 3, 4), (_aws.Count("ListSecrets"), _aws.Count("BatchGetSecretValue"), _aws.Calls.Count));
    }

    [Theory]
    [InlineData("""{ "username": "shop", "password": "p;w='\"1", "host": "db.example", "port": 5433, "dbname": "orders", "engine": "postgres" }""",
        "Host=db.example;Port=5433;Database=orders;Username=shop")]
    [InlineData("""{ "username": "shop", "password": "p;w='\"1", "host": "db.example" }""", "Host=db.example;Username=shop")]
    public async Task A_secret_of_a_PostgreSQL_database_gives_its_connection_string_too(string secret, string expected)
    {
        _aws.Secrets.Put("db", secret);

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:ConnectionStrings:shop", "db"));

        var connectionString = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = service.Configuration.GetConnectionString("shop") };
        Assert.Equal("p;w='\"1", connectionString["Password"]);
        connectionString.Remove("Password");
        var parts = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = expected };
        Assert.True(parts.EquivalentTo(connectionString), connectionString.ConnectionString);
        Assert.Equal("shop", service.Configuration["ConnectionStrings:shop:username"]);
    }

    [Theory]
    [InlineData("""{ "username": "shop", "password": "secret-1", "host": "db.example", "engine": "mysql" }""")]
    [InlineData("""{ "username": "shop", "password": "secret-1" }""")]
    public async Task Any_other_object_gives_no_connection_string(string secret)
    {
        _aws.Secrets.Put("db", secret);

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:ConnectionStrings:shop", "db"));

        Assert.Null(service.Configuration.GetConnectionString("shop"));
        Assert.Equal("secret-1", service.Configuration["ConnectionStrings:shop:password"]);
    }

    [Fact]
    public async Task A_binary_secret_is_base64_when_that_is_wanted()
    {
        _aws.Secrets.Put("certificate", [0, 1, 254, 255]);

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:Certificate", "certificate"), ("Binary", "true"));

        Assert.Equal("AAH+/w==", service.Configuration["Certificate"]);
    }

    [Fact]
    public async Task Every_value_is_known_as_secret_and_so_is_the_password_within_a_connection_string()
    {
        _aws.Secrets.Put("db", """{ "username": "shop", "password": "hunter22", "host": "db.example", "engine": "postgres" }""");
        _aws.Secrets.Put("text", "plain-secret");

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:ConnectionStrings:shop", "db"), ("Secrets:Text", "text"));

        var redacted = service.Services.GetRequiredService<SecretValues>().Redact($"hunter22 plain-secret postgres {service.Configuration.GetConnectionString("shop")}");
        Assert.Equal("*** *** postgres ***", redacted);
    }

    [Fact]
    public async Task Nothing_is_read_unless_it_is_turned_on()
    {
        _aws.Secrets.Put("one", "value");

        await using var service = await SecretService.StartAsync(_aws, ("Secrets:One", "one"), ("Enabled", "false"));

        Assert.Empty(_aws.Calls);
        Assert.Null(service.Configuration["One"]);
    }

    [Fact]
    public async Task A_secret_lies_over_a_parameter_of_the_same_key()
    {
        _aws.Parameters.Put("/grocery/dev/products/Password", "parameter");
        _aws.Secrets.Put("one", "secret");

        await using var service = await RunningService.StartAsync(
            _aws, [.. SecretService.Settings(("Secrets:Password", "one")), ("Platform:Config:ParameterStore:Enabled", "true")]);

        Assert.Equal("secret", service.Configuration["Password"]);
    }
}
