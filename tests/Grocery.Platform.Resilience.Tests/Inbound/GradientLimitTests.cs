using Grocery.Platform.Resilience.Inbound;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class GradientLimitTests
{
    private const double Work = 100_000;

    private static readonly InboundOptions Options = new() { Limit = 50 };

    [Fact]
    public void It_grows_to_the_end_while_latency_stays()
    {
        var service = new SimulatedService();

        var end = service.Pass(windows: 300, slots: 1_000);

        Assert.Equal(Options.MaxLimit, end);
    }

    [Fact]
    public void It_stays_while_fewer_than_half_of_it_are_in_flight()
    {
        var service = new SimulatedService();

        var end = service.Pass(windows: 300, slots: 1_000, offered: 24);

        Assert.Equal(Options.Limit, end);
    }

    [Fact]
    public void It_falls_to_its_minimum_when_latency_rises_far()
    {
        var service = new SimulatedService();
        service.Pass(windows: 20, slots: 1_000, offered: 40);

        var limits = Enumerable.Range(0, 15).Select(_ => service.Pass(windows: 1, slots: 1)).ToList();

        Assert.Contains(Options.MinLimit, limits);
    }

    [Fact]
    public void It_comes_to_rest_a_little_above_what_the_service_works_on_at_once()
    {
        var service = new SimulatedService();
        service.Pass(windows: 20, slots: 60, offered: 40);

        var end = service.Pass(windows: 100, slots: 60);

        // tolerance * 60 + 4
        Assert.InRange(end, 85, 95);
    }

    [Fact]
    public void Hours_of_overload_do_not_let_it_drift_to_its_maximum()
    {
        var service = new SimulatedService();
        service.Pass(windows: 20, slots: 60, offered: 40);

        var end = service.Pass(windows: 50_000, slots: 60);

        Assert.InRange(end, 20, 95);
    }

    [Fact]
    public void It_measures_again_when_the_service_has_become_slower_for_good()
    {
        var service = new SimulatedService();
        service.Pass(windows: 20, slots: 1_000, offered: 40);

        var end = service.Pass(windows: 400, slots: 1_000, slower: 10);

        Assert.Equal(Options.MaxLimit, end);
    }

    [Fact]
    public void It_measures_only_what_came_in_when_the_limit_was_at_its_minimum_already()
    {
        var service = new SimulatedService();
        service.Pass(windows: 20, slots: 60, offered: 40);
        var limits = Enumerable.Range(0, 1_000)
            .Select(_ => service.Pass(windows: 1, slots: 60))
            .TakeWhile(limit => limit > Options.MinLimit)
            .ToList();
        Assert.InRange(limits.Count, 200, 250);

        service.Gradient.Update(new Sample(20 * Work, 90, true), inFlight: 90, Options);
        Assert.False(service.Gradient.IsMeasuring);
        service.Gradient.Update(new Sample(10 * Work, 90, true), inFlight: 20, Options);
        Assert.True(service.Gradient.IsMeasuring);
        var after = service.Gradient.Update(new Sample(2 * Work, 20, true), inFlight: 20, Options);

        Assert.Equal(2 * Work, service.Gradient.Baseline);
        Assert.Equal(limits[^1], after);
    }

    [Fact]
    public void Other_ends_take_effect()
    {
        var service = new SimulatedService();

        var end = service.Gradient.Update(new Sample(Work, 10, false), inFlight: 10, new InboundOptions { MinLimit = 5, MaxLimit = 30 });

        Assert.Equal(30, end);
    }

    /// <summary>A service that works on some requests at once; more of them wait inside of it.</summary>
    private sealed class SimulatedService
    {
        private readonly GradientLimit _gradient = new(Options.Limit);
        private int _limit = Options.Limit;

        public GradientLimit Gradient => _gradient;

        /// <summary>Lets windows pass in which so many requests would be in flight if there was no limit.</summary>
        public int Pass(int windows, int slots, int offered = int.MaxValue, double slower = 1)
        {
            for (var window = 0; window < windows; window++)
            {
                var inFlight = Math.Min(_limit, offered);
                var latency = Work * slower * Math.Max(1, (double)inFlight / slots);
                _limit = _gradient.Update(new Sample(latency, inFlight, offered > _limit), inFlight, Options);
            }

            return _limit;
        }
    }
}
