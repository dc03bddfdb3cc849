using Grocery.Platform.Health.Checks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Checks;

public sealed class WorstStatusTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ChangingTime _time = new();
    private readonly StatusChanges _changes = new();

    [Fact]
    public void It_follows_each_change_and_the_age_of_the_results()
    {
        var (check, worst) = Create();

        Assert.Equal(HealthStatus.Unhealthy, worst.At(_time.GetTimestamp()));
        check.Record(Run(HealthStatus.Healthy));
        Assert.Equal(HealthStatus.Healthy, worst.At(_time.GetTimestamp()));
        _time.Advance(3 * Period);
        Assert.Equal(HealthStatus.Healthy, worst.At(_time.GetTimestamp()));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(HealthStatus.Unhealthy, worst.At(_time.GetTimestamp()));
        check.Record(Run(HealthStatus.Healthy));
        Assert.Equal(HealthStatus.Healthy, worst.At(_time.GetTimestamp()));
    }

    [Fact]
    public void Who_asks_when_a_result_has_just_become_too_old_does_not_keep_that_once_there_is_another()
    {
        var (check, worst) = Create();
        check.Record(Run(HealthStatus.Healthy));
        _time.Advance(3 * Period);

        // After the recording has looked at the clock, and before it has stored its result.
        _time.OnceAsked(() =>
        {
            _time.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(HealthStatus.Unhealthy, worst.At(_time.GetTimestamp()));
        });
        check.Record(Run(HealthStatus.Healthy));

        Assert.Equal(HealthStatus.Healthy, worst.At(_time.GetTimestamp()));
    }

    private static CheckRun Run(HealthStatus status) => new(status, status == HealthStatus.Unhealthy, TimeSpan.Zero, null);

    private (BackgroundCheck Check, WorstStatus Worst) Create()
    {
        var registration = new HealthCheckRegistration("database", _ => null!, HealthStatus.Unhealthy, null);
        var check = new BackgroundCheck(registration, new CheckSettings(TimeSpan.Zero, Period, Period, 1, 1, HealthDependency.Hard), _changes, _time);
        return (check, new WorstStatus([check], _changes));
    }

    /// <summary>A clock that moves by hand, and at which something can happen right after it was read.</summary>
    private sealed class ChangingTime : TimeProvider
    {
        private long _now;
        private Action? _asked;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by.Ticks;

        public void OnceAsked(Action asked) => _asked = asked;

        public override long GetTimestamp()
        {
            var (now, asked) = (_now, _asked);
            _asked = null;
            asked?.Invoke();
            return now;
        }
    }
}
