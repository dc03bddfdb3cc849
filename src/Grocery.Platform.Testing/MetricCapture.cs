using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Grocery.Platform.Testing.Captures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Testing;

/// <summary>
/// Keeps what a service in this process measures, with the meters of its own <see cref="IMeterFactory"/>; other services in the same process have
/// their own. From when the service starts until the capture is disposed of. Safe for concurrent use.
/// </summary>
/// <param name="sharedMeters">The meters, such as <c>System.Net.Http</c>, that are kept too although the whole process shares them: what another
/// service measures with them is kept as well.</param>
public sealed class MetricCapture(params IReadOnlyList<string> sharedMeters) : IDisposable
{
    private readonly Captured<CapturedMeasurement> _measurements = new(
        nameof(MetricCapture), "measurement", static item => item.ToString(), "Is the capture added to the service: web.ConfigureTestServices(metrics.AddTo)?");

    private readonly Instruments _instruments = new();

    /// <summary>Gets what was recorded so far; what is observed, as often as <see cref="Collect"/> was called.</summary>
    public IReadOnlyList<CapturedMeasurement> Measurements => _measurements.All;

    /// <summary>Lets the service measure here too.</summary>
    /// <param name="services">The services of a host that is being built.</param>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public void AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        // The first hosted service is made before the others, and so before what they measure.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider =>
        {
            _instruments.Listen(provider.GetService<IMeterFactory>(), sharedMeters, _measurements.Add);
            return new MetricCaptureService();
        }));
    }

    /// <summary>Asks every observable instrument for its values.</summary>
    public void Collect() => _instruments.Observe();

    /// <summary>
    /// Adds up what an instrument stands at: what was added to a counter or recorded in a histogram; of gauges and observable instruments, which
    /// are asked now, the last value for each set of tags.
    /// </summary>
    /// <param name="instrument">The name of the instrument.</param>
    /// <param name="tags">The tags that a measurement must have; further ones do not matter. 200 and "200" are one.</param>
    /// <returns>The sum; 0 when the instrument is there and nothing was measured with these tags.</returns>
    /// <exception cref="CaptureException">The service has no such instrument; the message lists those that it has.</exception>
    public double Total(string instrument, params IReadOnlyList<(string Key, object? Value)> tags)
    {
        var isLast = _instruments.IsLastValueOf(instrument);
        Collect();
        var matching = Matching(instrument, tags);
        return isLast
            ? matching.GroupBy(item => Tags.Describe(item.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))).Sum(group => group.Last().Value)
            : matching.Sum(item => item.Value);
    }

    /// <summary>Counts the measurements of an instrument.</summary>
    /// <param name="instrument">The name of the instrument.</param>
    /// <param name="tags">The tags that a measurement must have; further ones do not matter. 200 and "200" are one.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="CaptureException">The service has no such instrument; the message lists those that it has.</exception>
    public int Count(string instrument, params IReadOnlyList<(string Key, object? Value)> tags)
    {
        _instruments.IsLastValueOf(instrument);
        return Matching(instrument, tags).Count();
    }

    /// <summary>Finds the first measurement that matches.</summary>
    /// <param name="match">What is looked for.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="CaptureException">No measurement matches; the message lists those that were recorded.</exception>
    public CapturedMeasurement Expect(Func<CapturedMeasurement, bool> match, [CallerArgumentExpression(nameof(match))] string looked = "") =>
        _measurements.Expect(match, looked);

    /// <summary>Fails when any measurement matches.</summary>
    /// <param name="match">What must not be there.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <exception cref="CaptureException">Measurements match; the message lists them.</exception>
    public void ExpectNone(Func<CapturedMeasurement, bool> match, [CallerArgumentExpression(nameof(match))] string looked = "") =>
        _measurements.ExpectNone(match, looked);

    /// <summary>Waits for the first measurement that matches. That of a request comes after its answer, so wait for it.</summary>
    /// <param name="match">What is looked for.</param>
    /// <param name="within">How long at most; 30 seconds by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="looked">The text of <paramref name="match"/>, for the message; the compiler gives it.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="CaptureException">None came in time; the message lists those that were recorded.</exception>
    public Task<CapturedMeasurement> ExpectSoonAsync(
        Func<CapturedMeasurement, bool> match,
        TimeSpan? within = null,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(match))] string looked = "") => _measurements.ExpectSoonAsync(match, looked, within, cancellationToken);

    /// <summary>Forgets the measurements so far.</summary>
    public void Clear() => _measurements.Clear();

    /// <summary>Ends the capture; what was captured stays. Can be called twice.</summary>
    public void Dispose() => _instruments.Dispose();

    private IEnumerable<CapturedMeasurement> Matching(string instrument, IReadOnlyList<(string Key, object? Value)> tags) => Measurements.Where(item =>
        item.Instrument == instrument && tags.All(tag => item.Tags.TryGetValue(tag.Key, out var value) && Tags.Text(value) == Tags.Text(tag.Value)));
}
