using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Config.Tests.SecretsManager;

public sealed class SecretFailureTests : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Secrets.Put("one", "value-never-shown");
        _aws.Secrets.Put("two", "value-never-shown");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Missing_secrets_stop_the_start_and_are_all_named_with_their_keys()
    {
        var message = await SecretService.RefusalAsync(_aws, ("Secrets:One", "one"), ("Secrets:Three", "three"), ("Secrets:ConnectionStrings:shop", "four"));

        Assert.Contains("three (for Three)", message, StringComparison.Ordinal);
        Assert.Contains("four (for ConnectionStrings:shop)", message, StringComparison.Ordinal);
        Assert.Contains("To start without, set Platform:Config:SecretsManager:Required to false.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_has_only_a_pending_version_is_missing()
    {
        _aws.Secrets.PutPending("new", "value-never-shown");

        var message = await SecretService.RefusalAsync(_aws, ("Secrets:New", "new"));

        Assert.Contains("no current value of new (for New)", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_secrets_that_are_not_required_do_not_stop_the_start()
    {
        await using var service = await SecretService.StartAsync(_aws, ("Secrets:Three", "three"), ("Required", "false"));
        var degraded = await service.CheckAsync();
        _aws.Secrets.Put("three", "there now");

        await service.RefreshAsync();

        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Equal("there now", service.Configuration["Three"]);
        Assert.Equal(HealthStatus.Healthy, (await service.CheckAsync()).Status);
    }

    [Theory]
    [InlineData("AccessDeniedException", "Allow the role of the process the actions secretsmanager:GetSecretValue and secretsmanager:DescribeSecret on arn:aws:secretsmanager:eu-west-1:<account>:secret:")]
    [InlineData("DecryptionFailure", "Enable the KMS key")]
    public async Task An_error_within_a_batch_stops_the_start_also_when_the_secrets_are_not_required(string code, string fix)
    {
        _aws.Secrets.FailReads("two", code);

        var message = await SecretService.RefusalAsync(_aws, ("Secrets:One", "one"), ("Secrets:Two", "two"), ("Required", "false"));

        Assert.Contains($"{code}: the secret two: ", message, StringComparison.Ordinal);
        Assert.Contains(fix, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_within_a_batch_and_may_pass_is_asked_for_alone()
    {
        _aws.Secrets.FailReads("two", "InternalServiceError");

        // The builder blocks until the secrets are read.
        var time = new ManualTimeProvider();
        var start = Task.Run(() => RunningService.StartAsync(Some.Connection(_aws) with { Time = time }, time, SecretService.Settings(("Secrets:One", "one"), ("Secrets:Two", "two"))));
        await Eventually.HoldsAsync(() => _aws.Count("GetSecretValue") > 0, "it is asked for alone");
        _aws.Secrets.FailReads("two", null);
        await using var service = await Retries.PassAsync(time, start);

        Assert.Equal("value-never-shown", service.Configuration["Two"]);
        Assert.Equal(1, _aws.Count("BatchGetSecretValue"));
    }

    [Theory]
    [InlineData("Secrets:One", "one", true)]
    [InlineData("Prefix", "app/", false)]
    public async Task A_scheduled_deletion_is_an_error_at_start_and_later_and_no_removal(string setting, string value, bool isById)
    {
        _aws.Secrets.Put("app/One", "value-never-shown");
        var name = isById ? "one" : "app/One";
        await using var service = await SecretService.StartAsync(_aws, (setting, value));
        _aws.Secrets.ScheduleDeletion(name);

        Assert.False(await service.RefreshAsync());

        Assert.Equal("value-never-shown", service.Configuration["One"]);
        Assert.Equal(HealthStatus.Degraded, (await service.CheckAsync()).Status);
        Assert.Contains($"The secret {name} (for One) is scheduled for deletion", await SecretService.RefusalAsync(_aws, (setting, value)), StringComparison.Ordinal);
        _aws.Secrets.Restore(name);
        Assert.True(await service.RefreshAsync());
    }

    [Fact]
    public async Task A_binary_secret_is_an_error_that_names_the_switch()
    {
        _aws.Secrets.Put("certificate", [1, 2, 3]);

        var message = await SecretService.RefusalAsync(_aws, ("Secrets:Certificate", "certificate"));

        Assert.Contains("The secret certificate is binary. Set Platform:Config:SecretsManager:Binary to true", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "key": "value-never-shown", "KEY": "value-never-shown" }""")]
    [InlineData("""{ "a": { "key": "value-never-shown", "Key": 2 } }""")]
    public async Task Two_members_for_one_key_are_an_error_that_names_the_secret(string json)
    {
        _aws.Secrets.Put("keys", json);

        var message = await SecretService.RefusalAsync(_aws, ("Secrets:Keys", "keys"));

        Assert.Contains("The secret keys cannot be used: Two members give the configuration key Keys:", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_for_one_key_are_an_error_that_names_both()
    {
        _aws.Secrets.Put("app/One", "value-never-shown");

        var message = await SecretService.RefusalAsync(_aws, ("Secrets:ONE", "one"), ("Prefix", "app/"));

        Assert.Contains("one and app/One both give the configuration key One", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_whose_keys_meet_are_an_error_that_names_both()
    {
        _aws.Secrets.Put("section", """{ "One": "value-never-shown" }""");

        var message = await SecretService.RefusalAsync(_aws, ("Secrets:A", "section"), ("Secrets:A:One", "one"));

        Assert.Matches("section and one both give the configuration key|one and section both give the configuration key", message);
    }

    [Fact]
    public async Task A_prefix_without_secrets_is_an_error_that_names_it()
    {
        var message = await SecretService.RefusalAsync(_aws, ("Prefix", "grocery/nobody/"));

        Assert.Contains("no secret with a value whose name starts with grocery/nobody/", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denied_access_names_every_action_and_resource_for_a_prefix()
    {
        _aws.Fail(AwsFault.AccessDenied);

        var message = await SecretService.RefusalAsync(_aws, ("Prefix", "grocery/dev/products/"));

        Assert.Contains("secret:grocery/dev/products/*, secretsmanager:BatchGetSecretValue and secretsmanager:ListSecrets on *, and kms:Decrypt", message, StringComparison.Ordinal);
    }
}
