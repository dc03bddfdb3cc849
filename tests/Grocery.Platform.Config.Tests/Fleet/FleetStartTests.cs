using System.Globalization;
using Grocery.Platform.Config.Refresh;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests.Fleet;

/// <summary>Many processes and many parameters, against the limits that AWS has.</summary>
[Collection("Fleet")]
public sealed class FleetStartTests : IAsyncLifetime
{
    private const int Processes = 100;
    private const int CallsPerSecond = 40;

    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public void Ten_thousand_parameters_are_read_within_the_deadline_in_the_fewest_calls()
    {
        for (var i = 0; i < 10_000; i++)
            _aws.Parameters.Put($"/grocery/dev/products/Section{i % 100}/Key{i}", $"value {i}", i % 10 == 0 ? "SecureString" : "String");
        var builder = Some.BuilderWithParameters();

        builder.AddPlatformConfig(Some.Connection(_aws));

        // Ten a page is the most that AWS gives; one more call for the shared path, which is empty.
        Assert.Equal(1_001, _aws.Calls.Count);
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.Equal($"value {i}", builder.Configuration[$"Section{i % 100}:Key{i}"]));
    }

    [Fact]
    public async Task A_hundred_processes_that_boot_at_once_all_start_although_AWS_lets_through_forty_calls_a_second()
    {
        for (var i = 0; i < 15; i++)
            _aws.Parameters.Put($"/grocery/dev/products/Key{i}", $"value {i}");
        _aws.LimitRate(CallsPerSecond);

        var starts = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => Task.Factory.StartNew(
            Start, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.All(starts, start => Assert.Null(start.Failure));
        Assert.All(starts, start => Assert.InRange(start.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        Print(starts.Select(start => start.Elapsed));
    }

    [Theory]
    [InlineData(3, CallsPerSecond - 1)]
    [InlineData(21, 8 * 21)]
    public void The_reads_of_a_fleet_that_booted_at_once_spread_also_when_the_budget_holds_them_back(int calls, int most)
    {
        var options = new RefreshOptions();
        var perSecond = new int[3600];
        foreach (var process in Enumerable.Range(0, Processes))
        {
            var time = new ManualTimeProvider();
            var schedule = new RefreshSchedule($"task-{process}", time);
            var start = time.GetUtcNow();
            schedule.Spend(calls, options.MaxRequestsPerMinute);
            while (true)
            {
                time.Advance(schedule.Next(options, failures: 0));
                var second = (int)(time.GetUtcNow() - start).TotalSeconds;
                if (second >= perSecond.Length)
                    break;

                schedule.Spend(calls, options.MaxRequestsPerMinute);
                perSecond[second] += calls;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{calls} calls a read, calls a second over an hour: mean {perSecond.Average():0.0}, most {perSecond.Max()}"));
        Assert.InRange(perSecond.Max(), 1, most);
        Assert.InRange(perSecond.Average(), 1, CallsPerSecond / 2);
    }

    private (Exception? Failure, TimeSpan Elapsed) Start()
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            var builder = Some.BuilderWithParameters();
            builder.AddPlatformConfig(Some.Connection(_aws));
            Assert.Equal("value 14", builder.Configuration["Key14"]);
            return (null, TimeProvider.System.GetElapsedTime(start));
        }
        catch (Exception exception)
        {
            return (exception, TimeProvider.System.GetElapsedTime(start));
        }
    }

    private void Print(IEnumerable<TimeSpan> elapsed)
    {
        var seconds = elapsed.Select(time => time.TotalSeconds).Order().ToArray();
        var spread = string.Join(' ', _aws.Calls.CountBy(call => (int)call.At.TotalSeconds).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds.Length} starts: fastest {seconds[0]:0.0} s, median {seconds[seconds.Length / 2]:0.0} s, slowest {seconds[^1]:0.0} s; requests in each second: {spread}"));
    }
}
