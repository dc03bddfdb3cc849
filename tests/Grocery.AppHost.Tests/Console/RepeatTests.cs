using Grocery.AppHost.Console;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Tests.Console;

public sealed class RepeatTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _told = [];
    private int _turns;

    [Fact]
    public async Task Work_that_fails_is_tried_again_and_each_failure_is_told_once()
    {
        string?[] failures = ["no process", "no process", "no answer", null, "no answer", null];
        var running = RunAsync(_ => failures[_turns++] is { } failure ? throw new InvalidOperationException(failure) : Task.CompletedTask);

        await PassAsync(failures.Length);
        await _stopping.CancelAsync();
        await running;

        Assert.Equal(["no process", "no answer", "no answer"], _told);
    }

    [Fact]
    public async Task Work_that_hangs_ends_with_the_stop_and_is_no_failure()
    {
        var running = RunAsync(stop => Task.Delay(Timeout.InfiniteTimeSpan, _time, stop));

        await _stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Empty(_told);
    }

    private Task RunAsync(Func<CancellationToken, Task> work) =>
        Repeat.RunAsync(work, Period, exception => _told.Add(exception.Message), _time, _stopping.Token);

    private async Task PassAsync(int turns)
    {
        while (Volatile.Read(ref _turns) is var done && done < turns)
        {
            _time.Advance(Period);
            await Eventually.HoldsAsync(() => Volatile.Read(ref _turns) > done, "the next turn comes");
        }
    }
}
