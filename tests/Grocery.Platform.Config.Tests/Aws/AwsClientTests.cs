using System.Globalization;
using Amazon.Runtime;
using Grocery.Platform.Config.Aws;
using Grocery.Platform.Config.ParameterStore;
using Grocery.Platform.Config.Sources;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.Aws;

public sealed class AwsClientTests(ITestOutputHelper output) : IAsyncLifetime
{
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync();
        _aws.Parameters.Put("/a/Password", "never-shown", "SecureString");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task More_faults_than_the_SDK_survives_by_itself_are_waited_out_in_the_time_of_the_client()
    {
        var time = new ManualTimeProvider();
        using var client = Client(time);
        _aws.Fail(AwsFault.Throttled, times: 8);
        var progress = new ReadProgress();

        var read = ReadAsync(client, progress, TestContext.Current.CancellationToken);
        List<TimeSpan> waits = [];
        while (waits.Count < 8)
            waits.Add(await time.AdvanceToTimerAsync(TimeSpan.FromSeconds(8)));

        Assert.Equal("never-shown", Assert.Single((await read).Parameters!).Value);
        Assert.Equal((1, 9), (progress.Calls, progress.Attempts));
        Assert.Null(progress.LastFailure);
        Assert.True(waits.Distinct().Count() > 1, "All waits are the same.");
    }

    [Fact]
    public async Task The_attempts_are_bounded_and_the_last_failure_is_known()
    {
        var time = new ManualTimeProvider();
        using var client = Client(time);
        _aws.Fail(AwsFault.Throttled);
        var progress = new ReadProgress();

        var read = ReadAsync(client, progress, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(8));
                return read.IsCompleted;
            },
            "the attempts end");

        var failure = await Assert.ThrowsAsync<AmazonServiceException>(() => read);
        Assert.Equal("ThrottlingException", failure.ErrorCode);
        Assert.Equal((11, FailureKind.Throttled), (progress.Attempts, AwsErrors.Classify(progress.LastFailure!)));
    }

    [Fact]
    public async Task The_token_of_the_caller_ends_a_wait()
    {
        using var client = Client(new ManualTimeProvider());
        using var stop = new CancellationTokenSource();
        _aws.Fail(AwsFault.InternalError);
        var progress = new ReadProgress();

        var read = ReadAsync(client, progress, stop.Token);
        await Eventually.HoldsAsync(() => progress.LastFailure is not null, "the first attempt fails");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(1, progress.Attempts);
    }

    [Theory]
    [InlineData(AwsFault.AccessDenied, "AccessDeniedException")]
    [InlineData(AwsFault.ExpiredCredentials, "ExpiredTokenException")]
    [InlineData(AwsFault.UnusableKey, "InvalidKeyId")]
    public async Task What_no_retry_mends_fails_at_once(AwsFault fault, string code)
    {
        using var client = Client();
        _aws.Fail(fault);

        var failure = await Assert.ThrowsAsync<AmazonServiceException>(() => ReadAsync(client, new ReadProgress(), TestContext.Current.CancellationToken));

        Assert.Equal(code, failure.ErrorCode);
        Assert.Single(_aws.Calls);
    }

    [Fact]
    public async Task A_body_that_stalls_is_given_up_and_asked_for_again()
    {
        using var client = Client();
        _aws.Fail(AwsFault.StalledBody, times: 1);
        var progress = new ReadProgress();

        var reply = await ReadAsync(client, progress, TestContext.Current.CancellationToken);

        Assert.Equal("never-shown", Assert.Single(reply.Parameters!).Value);
        Assert.Equal(2, progress.Attempts);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_clock_that_is_wrong_by_hours_is_repaired(int hours)
    {
        using var client = Client();
        _aws.ClockSkew = TimeSpan.FromHours(hours);
        var progress = new ReadProgress();

        var first = await ReadAsync(client, progress, TestContext.Current.CancellationToken);
        await ReadAsync(client, progress, TestContext.Current.CancellationToken);

        Assert.Single(first.Parameters!);
        Assert.Equal(3, progress.Attempts);
    }

    [Fact]
    public async Task Keys_of_a_session_go_with_their_token()
    {
        _aws.SessionToken = "session+token/==";
        using var right = new AwsClient(AwsService.ParameterStore, Some.Connection(_aws) with
        {
            Credentials = new SessionAWSCredentials(AwsEndpoint.AccessKey, AwsEndpoint.SecretKey, "session+token/=="),
        });

        Assert.Single((await ReadAsync(right, new ReadProgress(), TestContext.Current.CancellationToken)).Parameters!);
        _aws.SessionToken = "the next one";
        var failure = await Assert.ThrowsAsync<AmazonServiceException>(() => ReadAsync(right, new ReadProgress(), TestContext.Current.CancellationToken));
        Assert.Equal("ExpiredTokenException", failure.ErrorCode);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_or_is_no_JSON_is_asked_for_again_and_never_repeated_in_the_failure()
    {
        var time = new ManualTimeProvider();
        using var client = Client(time);
        _aws.Fail(AwsFault.NotJson);

        var read = ReadAsync(client, new ReadProgress(), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(8));
                return read.IsCompleted;
            },
            "the attempts end");

        var failure = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => read);
        Assert.Equal(11, _aws.Calls.Count);
        Assert.DoesNotContain("Sign in", failure.ToString(), StringComparison.Ordinal);
    }

    // The SDK would let all clients of a process share 500 units, 5 for each retry: 100 retries.
    [Fact]
    public async Task Many_clients_of_one_process_do_not_run_out_of_retries()
    {
        const int clients = 100;
        _aws.LimitRate(40);

        var progresses = await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            using var client = Client();
            var progress = new ReadProgress();
            for (var page = 0; page < 2; page++)
                await ReadAsync(client, progress, TestContext.Current.CancellationToken);

            return progress;
        }));

        var retries = progresses.Sum(progress => progress.Attempts - progress.Calls);
        var perSecond = _aws.Calls.GroupBy(call => (int)call.At.TotalSeconds).Select(group => group.Count().ToString(CultureInfo.InvariantCulture));
        output.WriteLine($"{retries} retries; requests in each second: {string.Join(' ', perSecond)}");
        Assert.All(progresses, progress => Assert.Equal(2, progress.Calls));
        Assert.True(retries > 100, $"only {retries} retries");
    }

    private static Task<GetParametersByPathReply> ReadAsync(AwsClient client, ReadProgress progress, CancellationToken cancellationToken) => client.CallAsync(
        GetParametersByPathRequest.Operation, new GetParametersByPathRequest { Path = "/a", WithDecryption = true }, progress, cancellationToken);

    private AwsClient Client(TimeProvider? time = null) =>
        new(AwsService.ParameterStore, Some.Connection(_aws) with { Time = time ?? TimeProvider.System });
}
