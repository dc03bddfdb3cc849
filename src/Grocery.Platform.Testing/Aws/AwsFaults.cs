namespace Grocery.Platform.Testing.Aws;

/// <summary>What is to go wrong: for which calls, how often. Safe for concurrent use.</summary>
internal sealed class AwsFaults
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];
    private readonly List<(TimeSpan By, Func<AwsCall, bool> When)> _delays = [];
    private readonly List<AwsRateLimit> _limits = [];

    public void Add(AwsFault fault, int times, Func<AwsCall, bool> when)
    {
        lock (_lock)
            _planned.Add(new Planned([fault], when, times, null));
    }

    public void AddShare(double share, int seed, AwsFault[] faults, Func<AwsCall, bool> when)
    {
        lock (_lock)
            _planned.Add(new Planned(faults, when, int.MaxValue, new Lottery(share, new Random(seed))));
    }

    public void AddDelay(TimeSpan by, Func<AwsCall, bool> when)
    {
        lock (_lock)
            _delays.Add((by, when));
    }

    public void AddLimit(AwsRateLimit limit)
    {
        lock (_lock)
            _limits.Add(limit);
    }

    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
            _delays.Clear();
            _limits.Clear();
        }
    }

    public TimeSpan DelayOf(AwsCall call)
    {
        lock (_lock)
            return TimeSpan.FromTicks(_delays.Where(delay => delay.When(call)).Sum(delay => delay.By.Ticks));
    }

    public AwsFault? Take(AwsCall call)
    {
        lock (_lock)
        {
            foreach (var planned in _planned.Where(planned => planned.Left > 0 && planned.When(call)))
            {
                if (planned.Draw() is not { } fault)
                    continue;

                planned.Left--;
                return fault;
            }

            return _limits.Exists(limit => limit.IsOver(call)) ? AwsFault.Throttled : null;
        }
    }

    private sealed record Lottery(double Share, Random Random);

    private sealed class Planned(AwsFault[] faults, Func<AwsCall, bool> when, int times, Lottery? lottery)
    {
        public Func<AwsCall, bool> When => when;

        public int Left { get; set; } = times;

        public AwsFault? Draw()
        {
            if (lottery is null)
                return faults[0];

            return lottery.Random.NextDouble() < lottery.Share ? faults[lottery.Random.Next(faults.Length)] : null;
        }
    }
}
