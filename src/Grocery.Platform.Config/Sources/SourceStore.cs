namespace Grocery.Platform.Config.Sources;

/// <summary>The values of all sources, which change all at once. Safe for concurrent use.</summary>
internal sealed class SourceStore
{
    private readonly Lock _lock = new();
    private readonly List<SourceProvider> _providers = [];

    private volatile SourceSnapshot[] _snapshots;

    public SourceStore(IReadOnlyList<SourceSnapshot> snapshots) => _snapshots = [.. snapshots];

    public IReadOnlyList<SourceSnapshot> Snapshots => _snapshots;

    /// <summary>Replaces all values, and tells each configuration that has them once, unless only their versions are others.</summary>
    /// <exception cref="AggregateException">What follows the configuration threw; the values are there all the same.</exception>
    public void Publish(IReadOnlyList<SourceSnapshot> snapshots, bool isTold)
    {
        _snapshots = [.. snapshots];
        if (!isTold)
            return;

        SourceProvider[] told;
        lock (_lock)
            told = [.. _providers.Where(provider => provider.Index == 0)];

        List<Exception> failures = [];
        foreach (var provider in told)
        {
            try
            {
                provider.Announce();
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    public void Attach(SourceProvider provider)
    {
        lock (_lock)
            _providers.Add(provider);
    }

    public void Detach(SourceProvider provider)
    {
        lock (_lock)
            _providers.Remove(provider);
    }
}
