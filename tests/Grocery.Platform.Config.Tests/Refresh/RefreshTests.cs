using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Config.Tests.Refresh;

public sealed class RefreshTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "EUR");
        _aws.Parameters.Put("/grocery/dev/products/Limit", "12");
        _aws.Parameters.Put("/grocery/dev/products/Password", "first-password", "SecureString");
        _aws.Parameters.Put("/grocery/dev/products/ApiKey", "first-api-key", "SecureString");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_changed_parameter_is_there_after_the_period_by_itself()
    {
        await using var service = await RunningService.StartAsync(_aws);
        _aws.Parameters.Put("/grocery/dev/products/Limit", "13");

        await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(75));

        await Eventually.HoldsAsync(() => service.Configuration["Limit"] == "13", "the new value");
        Assert.Contains(service.Logs.Lines, line => line.Message == "1 configuration keys changed in the Parameter Store path /grocery/dev/products/: Limit");
    }

    [Fact]
    public async Task A_read_without_a_change_decrypts_nothing_and_tells_nobody()
    {
        await using var service = await RunningService.StartAsync(_aws);
        var reloads = CountReloads(service);
        _aws.ForgetCalls();

        Assert.True(await service.RefreshAsync());

        Assert.Equal(["GetParametersByPath", "GetParametersByPath"], _aws.Calls.Select(call => call.Name));
        Assert.All(_aws.Calls, call => Assert.Empty(call.Decrypted));
        Assert.Equal(0, reloads.Count);
    }

    [Fact]
    public async Task Only_a_changed_secret_is_decrypted_and_it_is_known_as_secret_before_anyone_sees_it()
    {
        await using var service = await RunningService.StartAsync(_aws);
        var secrets = service.Services.GetRequiredService<SecretValues>();
        var redacted = string.Empty;
        ChangeToken.OnChange(service.Configuration.GetReloadToken, () => redacted = secrets.Redact(service.Configuration["Password"]!));
        _aws.ForgetCalls();
        _aws.Parameters.Put("/grocery/dev/products/Password", "second-password", "SecureString");

        await service.RefreshAsync();

        Assert.Equal("second-password", service.Configuration["Password"]);
        Assert.Equal("***", redacted);
        Assert.Equal(["/grocery/dev/products/Password"], _aws.Calls.SelectMany(call => call.Decrypted));
    }

    [Fact]
    public async Task A_secret_that_was_deleted_and_made_again_has_its_new_value_although_the_version_is_the_same()
    {
        await using var service = await RunningService.StartAsync(_aws);
        _aws.Parameters.Delete("/grocery/dev/products/Password");
        Assert.Equal(1, _aws.Parameters.Put("/grocery/dev/products/Password", "made-again", "SecureString"));

        await service.RefreshAsync();

        Assert.Equal("made-again", service.Configuration["Password"]);
    }

    [Fact]
    public async Task A_deleted_parameter_is_gone_and_the_one_under_it_shows()
    {
        _aws.Parameters.Put("/grocery/dev/products/Currency", "USD");
        await using var service = await RunningService.StartAsync(_aws);
        Assert.Equal("USD", service.Configuration["Currency"]);
        _aws.Parameters.Delete("/grocery/dev/products/Currency");

        await service.RefreshAsync();

        Assert.Equal("EUR", service.Configuration["Currency"]);
    }

    [Fact]
    public async Task A_change_in_two_sources_is_one_reload()
    {
        await using var service = await RunningService.StartAsync(_aws);
        var reloads = CountReloads(service);
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "USD");
        _aws.Parameters.Put("/grocery/dev/products/Limit", "13");

        await service.RefreshAsync();

        Assert.Equal(("USD", "13"), (service.Configuration["Currency"], service.Configuration["Limit"]));
        Assert.Equal(1, reloads.Count);
    }

    [Fact]
    public async Task Nothing_changes_when_one_source_of_two_cannot_be_read()
    {
        await using var service = await RunningService.StartAsync(_aws);
        _aws.Parameters.Put("/grocery/dev/shared/Currency", "USD");
        _aws.Parameters.Put("/grocery/dev/products/Limit", "13");
        _aws.Fail(AwsFault.AccessDenied, path: Some.ServicePath);

        Assert.False(await service.RefreshAsync());
        Assert.Equal(("EUR", "12"), (service.Configuration["Currency"], service.Configuration["Limit"]));

        _aws.Heal();
        Assert.True(await service.RefreshAsync());
        Assert.Equal(("USD", "13"), (service.Configuration["Currency"], service.Configuration["Limit"]));
    }

    [Fact]
    public async Task A_required_path_that_has_become_empty_keeps_its_values()
    {
        await using var service = await RunningService.StartAsync(_aws);
        foreach (var name in (string[])["Limit", "Password", "ApiKey"])
            _aws.Parameters.Delete("/grocery/dev/products/" + name);

        Assert.False(await service.RefreshAsync());

        Assert.Equal("12", service.Configuration["Limit"]);
    }

    [Fact]
    public async Task What_was_not_there_at_the_start_and_is_not_required_is_there_once_AWS_answers()
    {
        _aws.Fail(AwsFault.HtmlUnavailable, path: Some.ServicePath);
        await using var service = await RunningService.StartAsync(
            _aws, ("Platform:Config:ParameterStore:Required", "false"), ("Platform:Config:StartupDeadline", "00:00:02"));
        Assert.Null(service.Configuration["Limit"]);
        _aws.Heal();

        Assert.True(await service.RefreshAsync());

        Assert.Equal("12", service.Configuration["Limit"]);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, (await service.CheckAsync()).Status);
    }

    [Fact]
    public async Task A_follower_that_throws_ends_nothing()
    {
        await using var service = await RunningService.StartAsync(_aws);
        ChangeToken.OnChange(service.Configuration.GetReloadToken, () => throw new InvalidOperationException("of the follower"));
        _aws.Parameters.Put("/grocery/dev/products/Limit", "13");

        Assert.True(await service.RefreshAsync());

        Assert.Equal("13", service.Configuration["Limit"]);
        Assert.Contains(service.Logs.Lines, line => line.EventId == 4004);
        _aws.Parameters.Put("/grocery/dev/products/Limit", "14");
        await service.RefreshAsync();
        Assert.Equal("14", service.Configuration["Limit"]);
    }

    [Fact]
    public async Task A_value_that_was_set_in_code_stays_over_what_is_read()
    {
        await using var service = await RunningService.StartAsync(_aws);
        service.Configuration["Limit"] = "99";
        _aws.Parameters.Put("/grocery/dev/products/Limit", "13");

        await service.RefreshAsync();

        Assert.Equal("99", service.Configuration["Limit"]);
    }

    private static Counter CountReloads(RunningService service)
    {
        var counter = new Counter();
        ChangeToken.OnChange(service.Configuration.GetReloadToken, () => counter.Count++);
        return counter;
    }

    private sealed class Counter
    {
        public int Count { get; set; }
    }
}
