using System.Net;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

public class LifecycleTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_starved_thread_pool_fails_liveness_until_it_starts_work_again()
    {
        await using var service = Start(("Platform__Health__Liveness__MaxDelay", "00:00:00.5"));
        using var client = await service.ListeningAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Path("/health/live"), Cancelled)).StatusCode);

        using var starve = await client.PostAsync(Path("/starve?milliseconds=3000"), null, Cancelled);
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync(Path("/health/live"), Cancelled)).StatusCode == HttpStatusCode.ServiceUnavailable, "liveness fails", Bound);
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync(Path("/health/live"), Cancelled)).StatusCode == HttpStatusCode.OK, "the process is live again", Bound);

        await Eventually.HoldsAsync(() => Says(service, "The thread pool starts work items again"), "the recovery is logged");
        Assert.True(Says(service, "The thread pool is starved"));
    }

    [Fact]
    public async Task A_second_signal_hastens_the_stop()
    {
        await using var service = Start(("Platform__Health__Drain__Window", "00:04:00"));
        using var client = await service.ListeningAsync();
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync(Path("/health/ready"), Cancelled)).StatusCode == HttpStatusCode.OK, "the service is ready", Bound);

        await service.SignalAsync("TERM");
        await Eventually.HoldsAsync(() => Says(service, "Draining: not ready any more"), "the window is open");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(Path("/health/ready"), Cancelled)).StatusCode);
        Assert.Equal("hello", await client.GetStringAsync(Path("/hello"), Cancelled));

        // One that comes within a second of the first is taken for its echo.
        await Eventually.HoldsAsync(
            async () =>
            {
                if (Says(service, "Another signal hastens the stop; it is in phase serving"))
                    return true;

                // Who has ended by the last one, and has not been read to the end yet, takes no other.
                await Record.ExceptionAsync(() => service.SignalAsync("TERM"));
                return false;
            },
            "the stop is hastened");

        Assert.Equal(0, await service.ExitAsync(Bound));
        Assert.True(Says(service, "0 request(s) cut off"));
    }

    private static ServiceProcess Start(params (string Name, string Value)[] environment) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.TestApp"), environment.ToDictionary(pair => pair.Name, pair => (string?)pair.Value));

    private static bool Says(ServiceProcess service, string text) => service.Output.Any(line => line.Contains(text, StringComparison.Ordinal));

    private static Uri Path(string path) => new(path, UriKind.Relative);
}
