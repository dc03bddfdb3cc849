using Grocery.Load.Figures;
using Grocery.Load.Requests;
using Grocery.Platform.TestSupport;

namespace Grocery.Load.Tests.Figures;

public sealed class MeasurementsTests
{
    private static readonly Step Read = new("cart", "read");
    private readonly ManualTimeProvider _time = new();
    private readonly Measurements _log;

    public MeasurementsTests() => _log = new Measurements(_time, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

    [Fact]
    public void The_warm_up_is_left_out()
    {
        Add(Read, 0, 9_000, 500);
        Add(Read, 4.999, 9_000, 500);
        Add(Read, 5, 10, 200);
        _log.Drop(TimeSpan.FromSeconds(1), "full");
        _log.Start(TimeSpan.Zero);

        var load = _log.Sum(TimeSpan.FromSeconds(15));

        Assert.Equal((1, 0, 0, 0), (load.All.Offered, load.All.Failed, load.DroppedCount, load.Lateness.Count));
        Assert.Equal(TimeSpan.FromMilliseconds(10), load.All.Latency.Max);
    }

    [Fact]
    public void A_refusal_fails_who_asked_and_an_error_or_silence_the_service()
    {
        foreach (var status in new[] { 200, 201, 404, 409, 500, 503 })
            Add(Read, 6, 1, status);
        Add(Read, 6, 1, 0, FailureKind.TimeOut);

        var load = _log.Sum(TimeSpan.FromSeconds(15));

        Assert.Equal((7, 5, 3), (load.All.Offered, load.All.Failed, load.All.Errors));
        Assert.Equal((5 / 7.0, 4 / 7.0), (load.All.FailedShare, load.All.Availability));
        Assert.Equal(0.2, load.All.FulfilledPerSecond(load.Duration), 9);
        Assert.Equal(["200", "201", "404", "409", "500", "503", "time-out"], load.All.Outcomes.Keys);
    }

    [Fact]
    public void Each_scenario_and_each_of_its_requests_has_its_own_figures()
    {
        Add(Read, 6, 10, 200);
        Add(new Step("cart", "change"), 6, 30, 503);
        Add(new Step("browse"), 7, 50, 200);

        var load = _log.Sum(TimeSpan.FromSeconds(15));

        Assert.Equal(["browse 1 0", "cart 2 1"], load.Scenarios.Select(scenario => $"{scenario.Name} {scenario.Figures.Offered} {scenario.Figures.Failed}"));
        Assert.Equal(["change 1", "read 0"], load.Scenarios[1].Steps.Select(step => $"{step.Name} {step.Figures.Failed}"));
        Assert.Equal(TimeSpan.FromMilliseconds(30), load.Scenarios[1].Figures.Latency.Max);
    }

    [Fact]
    public void An_interval_has_what_was_meant_to_start_in_it()
    {
        Add(Read, 5.5, 4_000, 200);
        Add(Read, 7.1, 1, 500);
        Add(Read, 7.9, 1, 200);

        var load = _log.Sum(TimeSpan.FromSeconds(15));

        Assert.Equal(["0 1 0", "2 2 1"], load.Intervals.Select(interval => $"{interval.Start.TotalSeconds} {interval.Figures.Offered} {interval.Figures.Failed}"));
    }

    [Fact]
    public void The_time_is_that_of_the_arrivals_unless_the_answers_take_longer()
    {
        Add(Read, 6, 10, 200);
        Assert.Equal(TimeSpan.FromSeconds(10), _log.Sum(TimeSpan.FromSeconds(15)).Duration);
        Assert.Equal(TimeSpan.FromSeconds(3), _log.Sum(TimeSpan.FromSeconds(8)).Duration);

        Add(Read, 14, 6_000, 200);
        Assert.Equal(TimeSpan.FromSeconds(15), _log.Sum(TimeSpan.FromSeconds(15)).Duration);
        Assert.Equal(TimeSpan.Zero, new Measurements(_time, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)).Sum(TimeSpan.FromSeconds(2)).Duration);
    }

    [Fact]
    public void What_is_under_way_is_counted_and_what_never_ended_was_abandoned()
    {
        _log.Begin(TimeSpan.FromSeconds(6));
        _log.Begin(TimeSpan.FromSeconds(6));
        _log.Begin(TimeSpan.FromSeconds(6));
        _log.Add(new LoadSample(Read, TimeSpan.FromSeconds(6), TimeSpan.Zero, 200, SaysWhenToRetry: false));

        var load = _log.Sum(TimeSpan.FromSeconds(15));

        Assert.Equal((1, 2, 3), (load.All.Offered, load.Abandoned, load.MostUnderWay));
        Assert.Equal((1, 0, 2), _log.Progress);
    }

    [Fact]
    public void A_late_start_is_told_apart_by_how_late_it_was()
    {
        _time.Advance(TimeSpan.FromSeconds(6.5));
        _log.Start(TimeSpan.FromSeconds(6));

        Assert.Equal(TimeSpan.FromSeconds(0.5), _log.Sum(TimeSpan.FromSeconds(15)).Lateness.Max);
    }

    [Fact]
    public void A_generator_that_lags_or_is_busy_casts_doubt_on_its_figures()
    {
        var (calm, late) = (TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(80));

        Assert.Empty(GeneratorWatch.FindDoubts(new GeneratorFigures(0.5, 2, calm, late)));
        Assert.Contains("80 ms late", Assert.Single(GeneratorWatch.FindDoubts(new GeneratorFigures(0.5, 2, late, late))), StringComparison.Ordinal);
        Assert.Contains("1.90 of the 2 processors", Assert.Single(GeneratorWatch.FindDoubts(new GeneratorFigures(1.9, 2, calm, late))), StringComparison.Ordinal);
    }

    private void Add(Step step, double start, double milliseconds, int status, string? failure = null)
    {
        _log.Begin(TimeSpan.FromSeconds(start));
        _log.Add(new LoadSample(step, TimeSpan.FromSeconds(start), TimeSpan.FromMilliseconds(milliseconds), status, SaysWhenToRetry: false) { Failure = failure });
    }
}
