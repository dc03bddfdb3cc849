namespace Grocery.AppHost.Telemetry;

/// <summary>The requests that a service answered within one slot of time.</summary>
internal sealed class TrafficSlot
{
    /// <summary>Gets which slot it is, counted from 1970.</summary>
    public long Number { get; private set; } = -1;

    public double Requests { get; private set; }

    public double Errors { get; private set; }

    /// <summary>Gets the requests by duration, in the buckets of the service.</summary>
    public double[] Buckets { get; private set; } = [];

    public void Add(long number, ReadOnlySpan<double> counts, double share, bool isError)
    {
        if (Number != number || Buckets.Length != counts.Length)
        {
            (Number, Requests, Errors) = (number, 0, 0);
            Buckets = new double[counts.Length];
        }

        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var requests = counts[bucket] * share;
            Buckets[bucket] += requests;
            Requests += requests;
            Errors += isError ? requests : 0;
        }
    }
}
