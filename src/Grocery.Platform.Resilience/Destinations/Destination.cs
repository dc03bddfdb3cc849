using Grocery.Platform.Resilience.Outgoing;
using Polly;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>One destination of one client: its pipeline, which holds the state of its breaker, and its names in telemetry.</summary>
internal sealed class Destination
{
    private long _rejectsUntil = long.MinValue;

    public Destination(OutgoingClient client, DestinationKey key, bool hasOwnTags)
    {
        Client = client;
        Name = key.ToString();
        AddressTag = hasOwnTags ? key.Host : "_OTHER";
        PortTag = hasOwnTags ? key.Port : 0;
        Pipeline = DestinationPipeline.Build(this);
    }

    public OutgoingClient Client { get; }

    public string ClientName => Client.Name;

    public string Name { get; }

    public string AddressTag { get; }

    /// <summary>Gets the port, boxed once.</summary>
    public object PortTag { get; }

    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    /// <summary>
    /// Gets a value indicating whether the breaker rejects calls: one that is open and due to let an attempt try does not, also when
    /// nobody makes one.
    /// </summary>
    public bool IsRejecting => Volatile.Read(ref _rejectsUntil) > Client.Time.GetTimestamp();

    /// <summary>Gets or sets the time of the last use, in additions to the table. Races only blur the order.</summary>
    public long LastUse { get; set; }

    public void Reject(TimeSpan duration) =>
        Volatile.Write(ref _rejectsUntil, Client.Time.GetTimestamp() + (long)(duration.TotalSeconds * Client.Time.TimestampFrequency));

    public void Accept() => Volatile.Write(ref _rejectsUntil, long.MinValue);
}
