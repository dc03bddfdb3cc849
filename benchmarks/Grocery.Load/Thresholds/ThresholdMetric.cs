namespace Grocery.Load.Thresholds;

/// <summary>What a threshold is about.</summary>
internal enum ThresholdMetric
{
    /// <summary>A percentile of the latency, in seconds.</summary>
    Percentile,

    /// <summary>The mean latency, in seconds.</summary>
    Mean,

    /// <summary>The highest latency, in seconds.</summary>
    Max,

    /// <summary>The share of the requests that did not get what they asked for.</summary>
    Errors,

    /// <summary>The share of the requests that the service did not fail.</summary>
    Availability,

    /// <summary>The requests a second that got what they asked for.</summary>
    Throughput,

    /// <summary>The arrivals that were not sent.</summary>
    Dropped,
}
