using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;

namespace Grocery.Platform.Config.Tests.SecretsManager;

public sealed class SecretChangeTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Secrets.Put("one", "first of one");
        _aws.Secrets.Put("two", "first of two");
        _aws.Secrets.Put("app/A", "first of A");
        _aws.Secrets.Put("app/B/C", "first of B:C");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task A_poll_without_a_change_reads_no_value()
    {
        await using var service = await StartAsync();
        _aws.ForgetCalls();

        Assert.True(await service.RefreshAsync());

        Assert.Equal(["DescribeSecret", "DescribeSecret", "ListSecrets"], _aws.Calls.Select(call => call.Name).Order());
        Assert.All(_aws.Calls, call => Assert.Empty(call.Decrypted));
    }

    [Fact]
    public async Task Only_the_secret_that_changed_is_read()
    {
        await using var service = await StartAsync();
        _aws.Secrets.Put("two", "second of two");
        _aws.ForgetCalls();

        await service.RefreshAsync();

        Assert.Equal(("first of one", "second of two"), (service.Configuration["One"], service.Configuration["Two"]));
        Assert.Equal(["two"], _aws.Calls.SelectMany(call => call.Decrypted));
    }

    [Fact]
    public async Task A_pending_version_is_not_read_until_it_is_the_current_one()
    {
        await using var service = await StartAsync();
        _aws.Secrets.PutPending("one", "second of one");

        await service.RefreshAsync();
        var pending = service.Configuration["One"];
        _aws.Secrets.Promote("one");
        await service.RefreshAsync();

        Assert.Equal(("first of one", "second of one"), (pending, service.Configuration["One"]));
    }

    [Fact]
    public async Task Going_back_to_the_previous_version_is_a_change()
    {
        await using var service = await StartAsync();
        var second = _aws.Secrets.Put("one", "second of one");
        await service.RefreshAsync();
        _aws.Secrets.Put("one", "third of one");
        await service.RefreshAsync();

        _aws.Secrets.MoveStage("one", "AWSCURRENT", second);
        await service.RefreshAsync();

        Assert.Equal("second of one", service.Configuration["One"]);
    }

    [Fact]
    public async Task Under_a_prefix_secrets_come_change_and_go()
    {
        await using var service = await StartAsync();
        _aws.Secrets.Put("app/A", "second of A");
        _aws.Secrets.Put("app/New", "first of New");
        _aws.Secrets.Delete("app/B/C");
        _aws.ForgetCalls();

        await service.RefreshAsync();

        Assert.Equal(("second of A", "first of New", null), (service.Configuration["A"], service.Configuration["New"], service.Configuration["B:C"]));
        Assert.Equal(["app/A", "app/New"], _aws.Calls.SelectMany(call => call.Decrypted).Order());
    }

    [Fact]
    public async Task A_secret_under_the_prefix_that_has_no_value_yet_is_left_out_with_a_warning()
    {
        _aws.Secrets.PutPending("app/Empty", "not current");

        await using var service = await StartAsync();

        Assert.Null(service.Configuration["Empty"]);
        Assert.Equal("first of A", service.Configuration["A"]);
        Assert.Contains(service.Logs.Lines, line => line.Message.Contains("The secret app/Empty has no current value, so Empty is not set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_is_behind_does_not_bring_an_old_value_back()
    {
        await using var service = await StartAsync();
        _aws.Secrets.KeepListStale(true);
        _aws.Secrets.Put("app/A", "second of A");
        _aws.Secrets.Put("app/B/C", "second of B:C");

        await service.RefreshAsync();
        var behind = service.Configuration["A"];
        _aws.Secrets.KeepListStale(false);
        await service.RefreshAsync();
        _aws.Secrets.KeepListStale(true);
        await service.RefreshAsync();

        Assert.Equal(("first of A", "second of A"), (behind, service.Configuration["A"]));
    }

    [Theory]
    [InlineData(AwsFault.Throttled)]
    [InlineData(AwsFault.CutConnection)]
    public async Task What_fails_for_a_while_is_read_later_and_the_values_stay(AwsFault fault)
    {
        await using var service = await StartAsync();
        _aws.Secrets.Put("one", "second of one");
        _aws.Fail(fault, call => call.Name == "GetSecretValue", times: 2);

        Assert.True(await Retries.PassAsync(service.Time, service.RefreshAsync()));

        Assert.Equal("second of one", service.Configuration["One"]);
    }

    private Task<RunningService> StartAsync() =>
        SecretService.StartAsync(_aws, ("Secrets:One", "one"), ("Secrets:Two", "two"), ("Prefix", "app/"));
}
