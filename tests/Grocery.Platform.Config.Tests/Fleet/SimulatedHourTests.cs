using System.Globalization;
using Grocery.Platform.Config.Refresh;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Aws;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Config.Tests.Fleet;

[Collection("Fleet")]
public sealed class SimulatedHourTests : IAsyncLifetime
{
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(8);

    private readonly ManualTimeProvider _time = new();
    private AwsEndpoint _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await AwsEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task An_hour_in_which_three_calls_of_ten_fail_leaves_the_values_right_and_nothing_behind()
    {
        _aws.Parameters.Put("/grocery/dev/products/Minute", "0");
        _aws.Parameters.Put("/grocery/dev/products/Password", "password-0", "SecureString");
        await using var service = await RunningService.StartAsync(
            _aws, _time, ("Platform:Config:StartupDeadline", "00:10:00"), ("Platform:Config:ParameterStore:Required", "true"));
        var reloads = service.Services.GetRequiredService<SourceReloads>();
        var (start, states, snapshots) = (_time.GetUtcNow(), new List<WeakReference>(), new List<WeakReference>());
        _aws.FailShare(0.3, seed: 6, AwsFault.Throttled, AwsFault.InternalError, AwsFault.HtmlUnavailable, AwsFault.CutConnection, AwsFault.AccessDenied);

        var (written, failed) = (0, 0);
        while (_time.GetUtcNow() - start < TimeSpan.FromHours(1))
        {
            written = (int)(_time.GetUtcNow() - start).TotalMinutes;
            _aws.Parameters.Put("/grocery/dev/products/Minute", written.ToString(CultureInfo.InvariantCulture));
            await ReadOnceAsync(reloads);
            Assert.InRange(int.Parse(service.Configuration["Minute"]!, CultureInfo.InvariantCulture), 0, written);
            failed += reloads.State.FailedReads > 0 ? 1 : 0;
            Remember(reloads, service, states, snapshots);
        }

        _aws.Heal();
        _aws.Parameters.Put("/grocery/dev/products/Password", "password-1", "SecureString");
        Assert.True(await service.RefreshAsync());

        Assert.Equal((written.ToString(CultureInfo.InvariantCulture), "password-1"), (service.Configuration["Minute"], service.Configuration["Password"]));
        Assert.False(service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.DoesNotContain(service.Logs.Lines, line => line.EventId == 4005);
        Assert.InRange(states.Count, 20, 100);
        Assert.InRange(failed, 1, states.Count / 2);
        Assert.InRange(CountAlive(snapshots), 0, 2);
        Assert.InRange(CountAlive(states), 0, 2);
    }

    // Apart, so that no local of the test keeps anything alive.
    private static void Remember(SourceReloads reloads, RunningService service, List<WeakReference> states, List<WeakReference> snapshots)
    {
        states.Add(new WeakReference(reloads.State));
        snapshots.Add(new WeakReference(service.Services.GetRequiredService<Config.Sources.SourceSet>().Store.Snapshots[^1]));
    }

    private static int CountAlive(List<WeakReference> references)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return references.Where(reference => reference.IsAlive).Select(reference => reference.Target).Distinct().Count();
    }

    /// <summary>Lets one read come and end; the delays between its attempts pass at once.</summary>
    private async Task ReadOnceAsync(SourceReloads reloads)
    {
        await Eventually.HoldsAsync(() => _time.CountTimers(TimeSpan.Zero) == 1, "the wait for the next read");
        var before = reloads.State;
        _time.AdvanceToNextTimer();
        while (ReferenceEquals(reloads.State, before))
        {
            await Eventually.HoldsAsync(() => !ReferenceEquals(reloads.State, before) || _time.NextDue <= LongestRetryDelay, "the end of a read, or a retry");
            if (ReferenceEquals(reloads.State, before))
                _time.AdvanceToNextTimer();
        }
    }
}
