namespace Grocery.Platform.Resilience.Inbound;

/// <summary>
/// The adaptive limit: Gradient2Limit of Netflix's concurrency-limits, with a baseline that overload does not raise. It is told of
/// one window of samples after the other, and is not safe for concurrent use. Latencies are in ticks.
/// </summary>
internal sealed class GradientLimit(double start)
{
    // Netflix's queueSize, warm-up and decay.
    private const int Headroom = 4;
    private const int WarmUpWindows = 10;
    private const double Decay = 0.95;

    // Envoy's: a limit at its minimum for that many windows may stand there because the baseline is old.
    private const int WindowsAtMinimum = 5;
    private static readonly TimeSpan LongestSaturation = TimeSpan.FromMinutes(1);

    private double _limit = start;
    private int _windows;
    private int _atMinimum;
    private TimeSpan _saturated;
    private Phase _phase;

    private enum Phase
    {
        Following,
        Draining,
        Measuring,
    }

    /// <summary>Gets the long mean of the latency.</summary>
    public double Baseline { get; private set; }

    /// <summary>
    /// Gets a value indicating whether the next window measures the baseline, so that requests from before it do not count.
    /// </summary>
    public bool IsMeasuring => _phase is Phase.Measuring;

    /// <summary>Takes in a window.</summary>
    /// <param name="sample">What was measured in it.</param>
    /// <param name="inFlight">The requests that are in flight now.</param>
    /// <param name="options">The options in force.</param>
    /// <returns>The limit in force from now on.</returns>
    public int Update(Sample sample, int inFlight, InboundOptions options)
    {
        if (_phase is Phase.Draining)
        {
            if (inFlight <= options.MinLimit)
                _phase = Phase.Measuring;

            return options.MinLimit;
        }

        _limit = Math.Clamp(_limit, options.MinLimit, options.MaxLimit);
        if (_phase is Phase.Measuring)
        {
            (Baseline, _saturated, _atMinimum, _phase) = (sample.Latency, TimeSpan.Zero, 0, Phase.Following);
            return (int)_limit;
        }

        Learn(sample, options.LongWindow);

        // The service was not asked for more, so its latency says nothing of what it could do.
        if (sample.MostInFlight >= _limit / 2)
            Follow(sample.Latency, options);

        if (!MustMeasure(sample.HasHeldBack, options))
            return (int)_limit;

        _phase = Phase.Draining;
        return options.MinLimit;
    }

    private void Learn(Sample sample, int longWindow)
    {
        if (_windows < WarmUpWindows)
            Baseline += (sample.Latency - Baseline) / ++_windows;
        else if (!sample.HasHeldBack || sample.Latency < Baseline)
            Baseline += (sample.Latency - Baseline) * 2 / (longWindow + 1);

        if (Baseline > 2 * sample.Latency)
            Baseline *= Decay;
    }

    private void Follow(double latency, InboundOptions options)
    {
        var gradient = Math.Clamp(options.Tolerance * Baseline / latency, 0.5, 1);
        var next = (_limit * (1 - options.Smoothing)) + (((_limit * gradient) + Headroom) * options.Smoothing);
        _limit = Math.Clamp(next, options.MinLimit, options.MaxLimit);
    }

    private bool MustMeasure(bool hasHeldBack, InboundOptions options)
    {
        _saturated = hasHeldBack ? _saturated + options.SampleWindow : TimeSpan.Zero;
        _atMinimum = hasHeldBack && (int)_limit == options.MinLimit ? _atMinimum + 1 : 0;
        return _windows >= WarmUpWindows && (_saturated >= LongestSaturation || _atMinimum >= WindowsAtMinimum);
    }
}
