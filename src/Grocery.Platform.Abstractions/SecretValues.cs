using System.Buffers;
using System.Text;

namespace Grocery.Platform;

/// <summary>
/// Every value that is known to be secret, so that any package can keep it out of what leaves the process.
/// Safe for concurrent use; reading takes no lock.
/// </summary>
public sealed class SecretValues
{
    /// <summary>What stands in the place of a secret: <c>***</c>.</summary>
    public const string Mask = "***";

    private const int ShortestRedacted = 4;

    private readonly Lock _lock = new();
    private volatile Snapshot _snapshot = Snapshot.Empty;

    /// <summary>Gets the values that are known now. Not for showing: who searches a text for them in a way of its own needs it.</summary>
    /// <value>Another collection after every <see cref="Add"/> of a new value.</value>
    public IReadOnlyCollection<string> Values => _snapshot.Values;

    /// <summary>Adds a secret value.</summary>
    /// <param name="value">The value. One shorter than 4 characters is not added: masking it would mangle every text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public void Add(string value)
    {
        ArgumentNullException.ThrowIfNull(value);

        AddRange([value]);
    }

    /// <summary>Adds secret values at once, which costs as much as adding one.</summary>
    /// <param name="values">The values. Those shorter than 4 characters are not added: masking them would mangle every text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is <see langword="null"/>.</exception>
    public void AddRange(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);

        lock (_lock)
        {
            string[] added = [.. values.Where(value => value.Length >= ShortestRedacted && !_snapshot.Values.Contains(value))];
            if (added.Length > 0)
                _snapshot = new Snapshot([.. _snapshot.Values, .. added]);
        }
    }

    /// <summary>Says whether <paramref name="text"/> contains a secret value. Allocates nothing, but for the first call after an addition.</summary>
    /// <param name="text">The text to search.</param>
    /// <returns><see langword="true"/> when a secret value stands anywhere in it.</returns>
    public bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(_snapshot.Search);

    /// <summary>Replaces every secret value in <paramref name="text"/> by <see cref="Mask"/>.</summary>
    /// <param name="text">The text to redact.</param>
    /// <returns>The same instance when it holds no secret.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var snapshot = _snapshot;
        var rest = text.AsSpan();
        var found = rest.IndexOfAny(snapshot.Search);
        if (found < 0)
            return text;

        var redacted = new StringBuilder(text.Length);
        while (found >= 0)
        {
            redacted.Append(rest[..found]).Append(Mask);
            rest = rest[(found + snapshot.LengthOfSecretAt(rest[found..]))..];
            found = rest.IndexOfAny(snapshot.Search);
        }

        return redacted.Append(rest).ToString();
    }

    private sealed class Snapshot(HashSet<string> values)
    {
        public static readonly Snapshot Empty = new([]);

        private volatile SearchValues<string>? _search;
        private string[]? _longestFirst;

        public HashSet<string> Values => values;

        // Made when it is first needed: among thousands of secrets that come one by one, each would make one that nobody uses. Two threads
        // may both make it; either will do.
        public SearchValues<string> Search => _search ??= SearchValues.Create([.. values], StringComparison.Ordinal);

        // The longest goes first: of two secrets that share a start, masking the shorter would leave the other's tail.
        public int LengthOfSecretAt(ReadOnlySpan<char> text)
        {
            foreach (var value in _longestFirst ??= [.. values.OrderByDescending(value => value.Length)])
            {
                if (text.StartsWith(value, StringComparison.Ordinal))
                    return value.Length;
            }

            return text.Length;
        }
    }
}
