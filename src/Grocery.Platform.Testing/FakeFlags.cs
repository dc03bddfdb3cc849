using Grocery.Platform.Testing.Flags;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Testing;

/// <summary>
/// Turns feature flags on and off in services that run in this process. What is said here goes before what the configuration says, with all its
/// filters, from the next request on. Safe for concurrent use.
/// </summary>
public sealed class FakeFlags
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _flags = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<FakeFlagsProvider> _providers = [];

    /// <summary>Gets what is said of flags so far.</summary>
    public IReadOnlyDictionary<string, bool> Flags
    {
        get
        {
            lock (_lock)
                return Copy_NeedsLock();
        }
    }

    /// <summary>Lets a service read its flags here first.</summary>
    /// <param name="configuration">The configuration of a host that is being built.</param>
    /// <exception cref="ArgumentNullException"><paramref name="configuration"/> is <see langword="null"/>.</exception>
    public void AddTo(IConfigurationBuilder configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Add(new FakeFlagsSource(Connect));
    }

    /// <summary>Turns a flag on for everybody.</summary>
    /// <param name="flag">The name; it ignores case.</param>
    /// <returns>What ends it: disposing of it puts back what was said before.</returns>
    /// <exception cref="ArgumentException"><paramref name="flag"/> is empty or contains a colon.</exception>
    public IDisposable TurnOn(string flag) => Set(flag, isOn: true);

    /// <summary>Turns a flag off for everybody.</summary>
    /// <inheritdoc cref="TurnOn"/>
    public IDisposable TurnOff(string flag) => Set(flag, isOn: false);

    /// <summary>Lets all flags follow the configuration again.</summary>
    public void Reset() => Change(flags => flags.Clear());

    private Restoring Set(string flag, bool isOn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(flag);
        if (flag.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException($"\"{flag}\" is not the name of a flag: it contains a colon.", nameof(flag));

        bool? before = null;
        Change(flags =>
        {
            before = flags.TryGetValue(flag, out var said) ? said : null;
            flags[flag] = isOn;
        });
        return new Restoring(() => Change(flags =>
        {
            flags.Remove(flag);
            if (before is { } value)
                flags[flag] = value;
        }));
    }

    private void Change(Action<Dictionary<string, bool>> change)
    {
        FakeFlagsProvider[] providers;
        lock (_lock)
        {
            change(_flags);
            providers = [.. _providers];
            foreach (var provider in providers)
                provider.Take(Copy_NeedsLock());
        }

        // Not under the lock: whoever is told may ask for flags.
        foreach (var provider in providers)
            provider.Tell();
    }

    private FakeFlagsProvider Connect()
    {
        var provider = new FakeFlagsProvider();
        lock (_lock)
        {
            provider.Take(Copy_NeedsLock());
            _providers.Add(provider);
        }

        return provider;
    }

    private Dictionary<string, bool> Copy_NeedsLock() => new(_flags, StringComparer.OrdinalIgnoreCase);

    private sealed class Restoring(Action restore) : IDisposable
    {
        private Action? _restore = restore;

        public void Dispose() => Interlocked.Exchange(ref _restore, null)?.Invoke();
    }
}
