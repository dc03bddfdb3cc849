using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Primitives;

namespace Grocery.Platform.Config.Tests.AppConfig;

public sealed class DocumentSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync(_time);
        Deploy("one");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_poll_without_a_change_gets_an_empty_body_and_tells_nobody()
    {
        await using var service = await StartAsync();
        var reloads = 0;
        using var following = ChangeToken.OnChange(service.Configuration.GetReloadToken, () => reloads++);

        Assert.True(await service.RefreshAsync(Minute));

        Assert.Equal(["StartConfigurationSession", "GetLatestConfiguration", "GetLatestConfiguration"], _aws.Calls.Select(call => call.Name));
        Assert.Equal(("one", 0), (service.Configuration["A"], reloads));
    }

    [Fact]
    public async Task A_new_deployment_is_there_at_the_next_poll()
    {
        await using var service = await StartAsync();
        Deploy("two");

        await service.RefreshAsync(Minute);

        Assert.Equal("two", service.Configuration["A"]);
    }

    [Fact]
    public async Task AppConfig_is_not_asked_before_the_interval_that_it_wants_is_over()
    {
        _aws.Configurations.PollIntervalInSeconds = 300;
        await using var service = await StartAsync();
        Deploy("two");
        _aws.ForgetCalls();

        Assert.True(await service.RefreshAsync(Minute));
        Assert.True(await service.RefreshAsync(Minute));
        var early = (service.Configuration["A"], _aws.Calls.Count);
        await service.RefreshAsync(3 * Minute);

        Assert.Equal(("one", 0), early);
        Assert.Equal(("two", 1), (service.Configuration["A"], _aws.Calls.Count));
    }

    [Fact]
    public async Task A_token_that_has_expired_or_is_unknown_is_replaced_by_a_new_session_and_nobody_notices()
    {
        await using var service = await StartAsync();
        var reloads = 0;
        using var following = ChangeToken.OnChange(service.Configuration.GetReloadToken, () => reloads++);

        Assert.True(await service.RefreshAsync(TimeSpan.FromHours(25)));
        _aws.ForgetSessions();
        Assert.True(await service.RefreshAsync(Minute));
        Deploy("two");
        Assert.True(await service.RefreshAsync(Minute));

        Assert.Equal(3, _aws.Count("StartConfigurationSession"));
        Assert.Equal(("two", 1), (service.Configuration["A"], reloads));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_that_is_lost_leaves_a_spent_token_and_loses_no_document(bool isFirst)
    {
        if (isFirst)
            _aws.Fail(AwsFault.LostReply, call => call.Name == "GetLatestConfiguration", times: 1);
        var start = Task.Run(StartAsync);
        await using var service = await Retries.PassAsync(_time, start);
        if (!isFirst)
            _aws.Fail(AwsFault.LostReply, call => call.Name == "GetLatestConfiguration", times: 1);
        Deploy("two");

        Assert.True(await Retries.PassAsync(_time, service.RefreshAsync(Minute)));

        Assert.Equal("two", service.Configuration["A"]);
        Assert.Equal(2, _aws.Count("StartConfigurationSession"));
    }

    [Fact]
    public async Task Throttling_is_waited_out()
    {
        await using var service = await StartAsync();
        Deploy("two");
        _aws.Fail(AwsFault.Throttled, times: 3);

        Assert.True(await Retries.PassAsync(_time, service.RefreshAsync(Minute)));

        Assert.Equal("two", service.Configuration["A"]);
    }

    [Fact]
    public async Task A_bad_deployment_leaves_the_values_and_a_good_one_mends_it()
    {
        await using var service = await StartAsync();
        _aws.Configurations.Put("products", "dev", "settings", "{ broken");

        Assert.False(await service.RefreshAsync(Minute));
        Assert.False(await service.RefreshAsync(Minute));
        var broken = (service.Configuration["A"], await service.CheckAsync());
        Deploy("three");
        Assert.True(await service.RefreshAsync(Minute));

        Assert.Equal(("one", HealthStatus.Degraded), broken);
        Assert.Equal(("three", HealthStatus.Healthy), (service.Configuration["A"], await service.CheckAsync()));
    }

    [Fact]
    public async Task A_missing_profile_stops_the_start_and_is_named()
    {
        var message = await ConfiguredService.RefusalAsync(_aws, ("Profiles:0", "settings"), ("Profiles:1", "nobody"));

        Assert.Contains("AppConfig has nothing deployed as the AppConfig profile products/dev/nobody", message, StringComparison.Ordinal);
        Assert.Contains("Platform:Config:AppConfig:Application", message, StringComparison.Ordinal);
        Assert.DoesNotContain("products/dev/settings", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_is_not_required_can_come_later()
    {
        await using var service = await ConfiguredService.StartAsync(_aws, _time, ("Profiles:0", "later"), ("Required", "false"));
        _aws.Configurations.Put("products", "dev", "later", """{ "A": "later" }""");

        Assert.True(await service.RefreshAsync(Minute));

        Assert.Equal("later", service.Configuration["A"]);
    }

    [Fact]
    public async Task Denied_access_names_the_actions()
    {
        _aws.Fail(AwsFault.AccessDenied);

        var message = await ConfiguredService.RefusalAsync(_aws, ("Profiles:0", "settings"), ("Required", "false"));

        Assert.Contains("AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/products/1 is not authorized to perform: appconfig:StartConfigurationSession", message, StringComparison.Ordinal);
        Assert.Contains("appconfig:GetLatestConfiguration on arn:aws:appconfig:eu-west-1:<account>:application/<id>", message, StringComparison.Ordinal);
    }

    private void Deploy(string value) => _aws.Configurations.Put("products", "dev", "settings", $$"""{ "A": "{{value}}" }""", versionLabel: value);

    private Task<ConfiguredService> StartAsync() => ConfiguredService.StartAsync(_aws, _time, ("Profiles:0", "settings"));
}
