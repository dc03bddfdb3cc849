using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Checks;

public class HealthMetricsTests
{
    [Fact]
    public async Task Status_runs_and_transitions_are_measured()
    {
        var measured = new ConcurrentQueue<string>();
        var check = new ScriptedCheck();
        await using var service = TestService.Create(
            builder => builder.Services.AddHealthChecks().AddCheck("database", check),
            ("Platform:Health:Checks:database:Threshold", "1"));
        using var listener = ListenTo(service, measured);
        await service.App.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "the first run has ended");
        listener.RecordObservableInstruments();

        check.Script = ScriptedCheck.Down;
        await service.NextRunAsync();
        await Eventually.HoldsAsync(() => measured.Count == 4, "the transition is counted");
        listener.RecordObservableInstruments();
        check.Script = ScriptedCheck.Up;
        await service.NextRunAsync();
        await Eventually.HoldsAsync(() => measured.Count == 7, "the way back is counted");
        service.Time.AdvanceWithoutTimers(TestService.Period * 4);
        listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "grocery.health.check.duration s 0 grocery.health.check.name=database grocery.health.check.result=healthy",
                "grocery.health.status {check} 1 grocery.health.check.name=database",
                "grocery.health.check.duration s 0 grocery.health.check.name=database grocery.health.check.result=unhealthy",
                "grocery.health.check.transitions {transition} 1 grocery.health.check.name=database grocery.health.check.state=down",
                "grocery.health.status {check} 0 grocery.health.check.name=database",
                "grocery.health.check.duration s 0 grocery.health.check.name=database grocery.health.check.result=healthy",
                "grocery.health.check.transitions {transition} 1 grocery.health.check.name=database grocery.health.check.state=up",
                "grocery.health.status {check} 0 grocery.health.check.name=database",
            ],
            measured);
    }

    [Fact]
    public async Task A_run_that_hangs_is_counted_once_as_abandoned_and_then_each_turn_as_skipped()
    {
        var hang = new TaskCompletionSource<HealthCheckResult>();
        var measured = new ConcurrentQueue<string>();
        await using var service = TestService.Create(
            builder => builder.Services.AddHealthChecks().AddCheck("database", new ScriptedCheck(_ => hang.Task)));
        using var listener = ListenTo(service, measured);
        await service.App.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => service.Time.CountTimers(TimeSpan.Zero) > 0, "the check runs");
        service.Time.Advance(TestService.Timeout);
        await Eventually.HoldsAsync(() => measured.Count == 3, "the time-out is counted");

        await service.NextRunAsync();
        await service.NextRunAsync();
        await Eventually.HoldsAsync(() => measured.Count == 5, "the turns are counted");

        Assert.Equal(
            [
                "grocery.health.check.duration s 2 grocery.health.check.name=database grocery.health.check.result=unhealthy",
                "grocery.health.check.abandoned {run} 1 grocery.health.check.name=database",
                "grocery.health.check.transitions {transition} 1 grocery.health.check.name=database grocery.health.check.state=down",
                "grocery.health.check.skipped {turn} 1 grocery.health.check.name=database",
                "grocery.health.check.skipped {turn} 1 grocery.health.check.name=database",
            ],
            measured);
        hang.SetResult(HealthCheckResult.Healthy());
    }

    private static MeterListener ListenTo(TestService service, ConcurrentQueue<string> measured)
    {
        var factory = service.App.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                var isOfChecks = instrument.Name is "grocery.health.status" || instrument.Name.StartsWith("grocery.health.check.", StringComparison.Ordinal);
                if (isOfChecks && instrument.Meter.Name == "Grocery.Platform.Health" && ReferenceEquals(instrument.Meter.Scope, factory))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Enqueue(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue(Describe(instrument, value, tags)));
        listener.Start();
        return listener;
    }

    private static string Describe(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {instrument.Unit} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}";
}
