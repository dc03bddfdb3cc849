using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Tests.ParameterStore;

public sealed class FailureTests : IAsyncLifetime
{
    private const string SecretValue = "s3cr3t-never-shown";

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/grocery/dev/shared/Password", SecretValue, "SecureString");
        _aws.Parameters.Put("/grocery/dev/products/A", "plain-never-shown");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Theory]
    [InlineData(AwsFault.Throttled, 3)]
    [InlineData(AwsFault.InternalError, 1)]
    [InlineData(AwsFault.HtmlUnavailable, 1)]
    [InlineData(AwsFault.CutConnection, 1)]
    public void A_fault_that_passes_is_survived(AwsFault fault, int times)
    {
        _aws.Fail(fault, times, Some.ServicePath);
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal("plain-never-shown", builder.Configuration["A"]);
        Assert.Equal(times + 1, _aws.Calls.Count(call => call.Path == Some.ServicePath));
    }

    [Fact]
    public void Denied_access_stops_the_start_at_once_and_names_action_path_and_fix()
    {
        _aws.Fail(AwsFault.AccessDenied, path: Some.ServicePath);

        var message = Refusal(Some.Connection(_aws));

        Assert.Contains("The Parameter Store path /grocery/dev/products/ was not read (attempts: 1, time: ", message, StringComparison.Ordinal);
        Assert.Contains("AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/products/1 is not authorized", message, StringComparison.Ordinal);
        Assert.Contains(
            "Allow the role of the process the actions ssm:GetParametersByPath and ssm:GetParameters on arn:aws:ssm:eu-west-1:<account>:parameter/grocery/dev/products "
            + "and arn:aws:ssm:eu-west-1:<account>:parameter/grocery/dev/products/*",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Platform:Config:ParameterStore:Required", message, StringComparison.Ordinal);
        Assert.DoesNotContain("/grocery/dev/shared/ was not read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_secret_key_is_refused_without_showing_what_was_signed()
    {
        var credentials = new SessionAWSCredentials(AwsEndpoint.AccessKey, "wrong", "session-token-never-shown");

        var message = Refusal(Some.Connection(_aws) with { Credentials = credentials });

        Assert.Contains("InvalidSignatureException: The request signature we calculated does not match", message, StringComparison.Ordinal);
        Assert.Contains("Give the process credentials that are valid", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Canonical", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public void An_unknown_access_key_is_refused()
    {
        var message = Refusal(Some.Connection(_aws) with { Credentials = new BasicAWSCredentials("AKIAUNKNOWN", AwsEndpoint.SecretKey) });

        Assert.Contains("UnrecognizedClientException: The security token included in the request is invalid", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AwsFault.StalledBody)]
    [InlineData(AwsFault.Silence)]
    public void An_answer_that_never_ends_is_given_up_at_the_deadline(AwsFault fault)
    {
        _aws.Fail(fault, path: Some.ServicePath);
        var start = TimeProvider.System.GetTimestamp();

        var message = Refusal(Some.Connection(_aws), ("Platform:Config:StartupDeadline", "00:00:02"));

        Assert.Contains("/grocery/dev/products/ was not read", message, StringComparison.Ordinal);
        Assert.Contains("no answer within Platform:Config:StartupDeadline (00:00:02)", message, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public void Throttling_that_outlasts_the_deadline_is_named()
    {
        _aws.Fail(AwsFault.Throttled);

        var message = Refusal(Some.Connection(_aws), ("Platform:Config:StartupDeadline", "00:00:04"));

        Assert.Contains("the last attempt ended with ThrottlingException: Rate exceeded", message, StringComparison.Ordinal);
        Assert.Contains("raise Platform:Config:StartupDeadline", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_named()
    {
        var address = _aws.Address;
        await _aws.DisposeAsync();

        var message = Refusal(Some.Connection(_aws) with { Endpoint = address }, ("Platform:Config:StartupDeadline", "00:00:02"));

        Assert.Contains($"Check that the process reaches {address}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_is_not_JSON_is_not_repeated_in_the_message()
    {
        _aws.Fail(AwsFault.NotJson);

        var message = Refusal(Some.Connection(_aws), ("Platform:Config:StartupDeadline", "00:00:04"));

        Assert.Contains("an answer that is not the JSON of AWS", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign in", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_parameters_is_an_error_that_names_what_makes_up_the_path()
    {
        var message = Refusal(Some.Connection(_aws), ("Platform:Service:Environment", "Dev"));

        Assert.Contains("no parameter under /grocery/Dev/products/", message, StringComparison.Ordinal);
        Assert.Contains("Platform:Service:Environment", message, StringComparison.Ordinal);
        Assert.Contains("To start without, set Platform:Config:ParameterStore:Required to false.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_names_that_differ_only_in_case_are_an_error_that_names_both()
    {
        _aws.Parameters.Put("/grocery/dev/products/a", "other-never-shown");

        var message = Refusal(Some.Connection(_aws));

        Assert.Contains("/grocery/dev/products/A and /grocery/dev/products/a both give the configuration key", message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_Region_is_a_refusal_not_a_guess()
    {
        var message = Refusal(Some.Connection(_aws) with { FindRegion = () => null });

        Assert.Contains("Set AWS_REGION", message, StringComparison.Ordinal);
        Assert.Contains("1 problem;", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Calls);
    }

    [Theory]
    [InlineData(AwsFault.HtmlUnavailable, "unreachable")]
    [InlineData(AwsFault.Silence, "unreachable")]
    public async Task Parameters_that_are_not_required_do_not_stop_the_start_while_AWS_is_out_of_reach(AwsFault fault, string kind)
    {
        _aws.Fail(fault, path: Some.ServicePath);
        var builder = Some.BuilderWithParameters(
            ("Platform:Config:ParameterStore:Required", "false"), ("Platform:Config:StartupDeadline", "00:00:02"));
        using var logs = new LogCollector();
        builder.Logging.AddProvider(logs);

        builder.Services.AddHealthChecks();
        builder.AddPlatformConfig(Some.Connection(_aws));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var warning = Assert.Single(logs.Lines, line => line.EventId == 4000);
        Assert.Contains("/grocery/dev/products/ was not read", warning.Message, StringComparison.Ordinal);
        var feature = host.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "parameter-store");
        Assert.Contains("read 1 key from the Parameter Store path /grocery/dev/shared/", feature.Reason, StringComparison.Ordinal);
        Assert.Contains("/grocery/dev/products/ was not read", feature.Reason, StringComparison.Ordinal);
        Assert.Equal(SecretValue, builder.Configuration["Password"]);
        var check = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"not read: the Parameter Store path /grocery/dev/products/ ({kind})", check.Entries["configuration"].Description);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(AwsFault.AccessDenied)]
    [InlineData(AwsFault.ExpiredCredentials)]
    [InlineData(AwsFault.UnusableKey)]
    [InlineData(AwsFault.Throttled)]
    public void That_parameters_are_not_required_hides_no_mistake_and_no_throttling(AwsFault fault)
    {
        _aws.Fail(fault, path: Some.ServicePath);

        var message = Refusal(
            Some.Connection(_aws), ("Platform:Config:ParameterStore:Required", "false"), ("Platform:Config:StartupDeadline", "00:00:03"));

        Assert.Contains("/grocery/dev/products/ was not read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_are_not_required_may_be_empty()
    {
        var builder = Some.BuilderWithParameters(("Platform:Config:ParameterStore:Required", "false"), ("Platform:Service:Name", "cart"));

        builder.AddPlatformConfig(Some.Connection(_aws));

        Assert.Equal(SecretValue, builder.Configuration["Password"]);
    }

    [Fact]
    public async Task Invalid_options_are_reported_together_and_nothing_is_read()
    {
        var builder = Some.BuilderWithParameters(
            ("Platform:Config:Root", "aws/x"), ("Platform:Config:StartupDeadline", "0"), ("Platform:Config:ParameterStore:Required", "maybe"),
            ("Platform:Flags:Enabled", "ja"), ("OTEL_SERVICE_NAME", "my service"));

        builder.AddPlatformConfig(Some.Connection(_aws));
        using var host = builder.Build();
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(5, exception.Problems.Count);
        Assert.Contains(exception.Problems, problem => problem.StartsWith("Platform:Config:Root is \"aws/x\"; allowed: 1 to 128 letters", StringComparison.Ordinal));
        Assert.Contains(exception.Problems, problem => problem.StartsWith("Platform:Service:Name is \"my service\"", StringComparison.Ordinal));
        Assert.Empty(_aws.Calls);
    }

    private static string Refusal(AwsConnection connection, params (string, string)[] settings)
    {
        var builder = Some.BuilderWithParameters(settings);

        var text = Assert.Throws<PlatformConfigurationException>(() => builder.AddPlatformConfig(connection)).ToString();

        Assert.DoesNotContain("never-shown", text, StringComparison.Ordinal);
        Assert.DoesNotContain(AwsEndpoint.SecretKey, text, StringComparison.Ordinal);
        return text;
    }
}
