using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Config.Tests;

/// <summary>Lets the waits between attempts pass, which go by the clock of the test, and nothing that takes longer.</summary>
internal static class Retries
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task<T> PassAsync<T>(ManualTimeProvider time, Task<T> task)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                if (time.NextDue is { } due && due <= Longest)
                    time.Advance(due);

                await Task.WhenAny(task, Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken));
                return task.IsCompleted;
            },
            "the attempts end");
        return await task;
    }
}
