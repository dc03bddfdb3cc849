using Grocery.Platform.Testing.Conformance;

namespace Grocery.Platform.Testing;

/// <summary>Proves that a service is ready for production: named checks, each of which says what was done, seen and expected.</summary>
public static class PlatformConformance
{
    /// <summary>Gets every check of the suite, in the order in which they run.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks { get; } = [.. Catalogue.Checks.Select(check => check.About)];

    /// <summary>Runs every check that can run against a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="plan">What the suite has to know of it; the defaults when it is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the suite; services that it started are stopped.</param>
    /// <returns>One result for each check. A check that fails does not throw: call <see cref="ConformanceReport.EnsurePassed"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="service"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The plan excludes a check that there is not, or without a reason.</exception>
    public static Task<ConformanceReport> VerifyAsync(
        ServiceUnderTest service, ConformancePlan? plan = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Suite.RunAsync(service, plan ?? new ConformancePlan(), cancellationToken);
    }
}
