using System.Globalization;
using Grocery.Platform.Resilience.Deadlines;
using Grocery.Platform.Resilience.Destinations;
using Grocery.Platform.Resilience.Faults;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>One protected client of the factory: its options of now, and its destinations with their state.</summary>
internal sealed class OutgoingClient
{
    private readonly LiveOptions<HttpResilienceOptions> _options;
    private readonly DestinationParts _parts;
    private readonly string _key;
    private int _warnings;
    private volatile OutgoingSettings _settings;

    public OutgoingClient(string name, LiveOptions<HttpResilienceOptions> options, DestinationParts parts, FaultInjector faults)
    {
        (_key, _options, _parts) = (name, options, parts);
        Faults = faults;
        Name = name.Length == 0 ? "(default)" : name;
        _settings = new OutgoingSettings(options.Get(name), Time);
        Destinations = new DestinationTable((key, hasOwnSeries) => parts.Create(Name, key, hasOwnSeries), parts.Forget);
    }

    public string Name { get; }

    public OutgoingSettings Settings => _settings;

    public FaultInjector Faults { get; }

    public TimeProvider Time => _parts.Time;

    public DestinationTable Destinations { get; }

    /// <summary>Gets the deadline of the work that a call of now belongs to.</summary>
    public AmbientDeadline? WorkDeadline => _parts.WorkDeadline;

    /// <summary>Gets a value indicating whether another handler does the work.</summary>
    public bool IsAside { get; private set; }

    public bool IsProtected => !IsAside && _settings.Options.Enabled;

    /// <summary>Takes the options of now: calls under way keep theirs, breakers keep their state.</summary>
    public void Refresh()
    {
        if (_options.Get(_key) is var options && options != _settings.Options)
            _settings = new OutgoingSettings(options, Time);
    }

    /// <summary>Tells the destination how much time it has, when the work has a deadline.</summary>
    public void SendDeadline(HttpRequestMessage request, HttpResilienceOptions options, in CallDeadline deadline, TimeSpan attemptTimeout)
    {
        if (!deadline.HasWork || !options.SendDeadline)
            return;

        var left = deadline.Left(Time) is var ofCall && ofCall < attemptTimeout ? ofCall : attemptTimeout;

        var header = _parts.DeadlineHeader;
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, Math.Max(1, (long)left.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Tells that the client has another resilience handler, beside which the platform's does nothing.</summary>
    public void StandAside(string handler)
    {
        IsAside = true;
        if (_settings.Options.Enabled && IsFirst(1))
            Log.OtherHandler(_parts.Logger, Name, handler, KeyOf(nameof(CallOptions.Enabled)));
    }

    public void WarnOfTimeout(TimeSpan timeout)
    {
        var deadline = _settings.Options.Deadline;
        if (timeout < deadline && IsFirst(2))
            Log.TimeoutCutsDeadline(_parts.Logger, Name, timeout, deadline, KeyOf(nameof(CallOptions.Deadline)));
    }

    // The factory builds the handlers of a client anew every few minutes; one warning of a kind is enough.
    private bool IsFirst(int warning) => (Interlocked.Or(ref _warnings, warning) & warning) == 0;

    private string KeyOf(string property) => _key.Length == 0
        ? $"{HttpResilienceOptions.Section}:{property}"
        : $"{HttpResilienceOptions.ClientsSection}:{_key}:{property}";
}
