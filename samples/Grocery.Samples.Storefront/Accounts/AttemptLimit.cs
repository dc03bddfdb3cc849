namespace Grocery.Samples.Storefront.Accounts;

/// <summary>Counts the attempts to sign in with a name, known or not, and refuses more than a few in a minute. Safe for concurrent use.</summary>
internal sealed class SignInLimit(TimeProvider time)
{
    public const int Attempts = 5;
    public const int MostNames = 10_000;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    // Guarded by the lock.
    private readonly Dictionary<string, (long Since, int Count)> _names = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_lock)
                return _names.Count;
        }
    }

    /// <summary>Counts an attempt before its password is checked, so that attempts at the same moment count too.</summary>
    /// <returns>How long to wait; <see langword="null"/> when the attempt may go on.</returns>
    public TimeSpan? Enter(string name)
    {
        var key = UserName.KeyOf(name);
        lock (_lock)
        {
            var known = _names.TryGetValue(key, out var entry);
            if (!known || time.GetElapsedTime(entry.Since) >= Window)
            {
                if (!known && _names.Count >= MostNames)
                    MakeRoom_NeedsLock();

                _names[key] = (time.GetTimestamp(), 1);
                return null;
            }

            if (entry.Count >= Attempts)
                return Window - time.GetElapsedTime(entry.Since);

            _names[key] = entry with { Count = entry.Count + 1 };
            return null;
        }
    }

    /// <summary>Forgets the attempts with a name, since its owner has signed in.</summary>
    public void Clear(string name)
    {
        lock (_lock)
            _names.Remove(UserName.KeyOf(name));
    }

    private void MakeRoom_NeedsLock()
    {
        foreach (var (name, entry) in _names)
        {
            if (time.GetElapsedTime(entry.Since) >= Window)
                _names.Remove(name);
        }

        if (_names.Count >= MostNames)
            _names.Remove(_names.MinBy(entry => entry.Value.Since).Key);
    }
}
