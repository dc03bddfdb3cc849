using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>What holds for one check: its keys, then its registration, then the defaults. The time-out never exceeds the period.</summary>
internal sealed record CheckSettings(
    TimeSpan Delay, TimeSpan Period, TimeSpan Timeout, int Threshold, int SuccessThreshold, HealthDependency Dependency)
{
    public static CheckSettings Of(HealthCheckRegistration registration, HealthCheckOptions options, IConfiguration configuration)
    {
        var keys = configuration.GetSection($"{HealthCheckOptions.ChecksSection}:{registration.Name}");
        var ownTimeout = keys[nameof(options.Timeout)] is null ? Set(registration.Timeout) : options.Timeout;
        var ownPeriod = keys[nameof(options.Period)] is null ? Set(registration.Period) : options.Period;
        var isSoft = keys[nameof(options.Dependency)] is null
            && options.Dependency == HealthDependency.Hard
            && registration.FailureStatus == HealthStatus.Degraded;

        // Two values from different places may not fit; the one that somebody chose for this check holds.
        var timeout = ownTimeout ?? Shorter(options.Timeout, ownPeriod ?? options.Period);
        var period = Longer(ownPeriod ?? options.Period, timeout);
        var dependency = isSoft ? HealthDependency.Soft : options.Dependency;
        return new(registration.Delay ?? TimeSpan.Zero, period, timeout, options.Threshold, options.SuccessThreshold, dependency);
    }

    private static TimeSpan? Set(TimeSpan? duration) => duration > TimeSpan.Zero ? duration : null;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
