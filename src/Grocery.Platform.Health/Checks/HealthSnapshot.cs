using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Checks;

/// <summary>The last results of all background checks, which probes read. Reading does no I/O, takes no lock, and allocates only after a change.</summary>
internal sealed class HealthSnapshot
{
    private readonly TimeProvider _time;
    private readonly Lazy<BackgroundCheck[]> _all;
    private readonly Lazy<BackgroundCheck[]> _checks;
    private readonly Lazy<WorstStatus> _status;
    private readonly StatusChanges _changes = new();
    private readonly Lazy<string> _retryAfter;

    public HealthSnapshot(
        IOptions<HealthCheckServiceOptions> registered,
        IOptionsMonitor<HealthCheckOptions> options,
        IConfiguration configuration,
        TimeProvider time)
    {
        _time = time;

        // Not yet in the constructor: that runs before the options are validated.
        _all = new(() =>
            [.. registered.Value.Registrations
                .Select(check => new BackgroundCheck(check, CheckSettings.Of(check, options.Get(check.Name), configuration), _changes, time))]);
        _checks = new(() => [.. _all.Value.Where(check => check.Settings.Dependency != HealthDependency.Lazy)]);
        _status = new(() => WorstOf(_checks.Value));
        _retryAfter = new(() => InSeconds(
            _checks.Value.Select(check => check.Settings.Period).DefaultIfEmpty(options.CurrentValue.Period).Min()));
    }

    /// <summary>Gets the checks that run in the background.</summary>
    public ReadOnlySpan<BackgroundCheck> Checks => _checks.Value;

    /// <summary>Gets the checks that run only when somebody asks for the report.</summary>
    public IEnumerable<BackgroundCheck> LazyChecks => _all.Value.Where(check => check.Settings.Dependency == HealthDependency.Lazy);

    /// <summary>Gets the shortest period in whole seconds, at least one: when an answer may be another.</summary>
    public string RetryAfter => _retryAfter.Value;

    /// <summary>Gets a value indicating whether every check has had its first result.</summary>
    public bool IsComplete
    {
        get
        {
            foreach (var check in Checks)
            {
                if (check.Snapshot is null)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Gets the worst status of all checks.</summary>
    public HealthStatus Status => _status.Value.At(_time.GetTimestamp());

    /// <summary>Makes what tells the worst status of some of the checks.</summary>
    public WorstStatus WorstOf(BackgroundCheck[] checks) => new(checks, _changes);

    private static string InSeconds(TimeSpan period) => Math.Ceiling(period.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
