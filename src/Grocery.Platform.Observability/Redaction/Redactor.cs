using System.Buffers;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>Keeps secret values, and what looks like one, out of what leaves the process. Safe for concurrent use; reading takes no lock.</summary>
internal sealed class Redactor(SecretValues secrets, IOptions<RedactionOptions> options)
{
    private readonly SearchValues<string> _names = SearchValues.Create(
        [.. options.Value.Names.Where(name => name.Length > 0)], StringComparison.OrdinalIgnoreCase);

    private volatile SecretSearch _search = new(secrets.Values, options.Value);

    // A secret that is learned later counts from then on. Two threads may both make the search; either will do.
    private SecretSearch Search
    {
        get
        {
            var search = _search;
            var values = secrets.Values;
            if (!ReferenceEquals(search.Values, values))
                _search = search = new SecretSearch(values, options.Value, search);

            return search;
        }
    }

    /// <summary>Gets what a text is searched for now: another object once a secret has been learned.</summary>
    public object Known => Search;

    /// <summary>Says whether a text holds nothing to redact, be it plain or escaped as in a line. Allocates nothing.</summary>
    /// <returns>Never <see langword="true"/> for a text, or one escaped in it, that <see cref="Redact"/> would change.</returns>
    public bool IsClean(ReadOnlySpan<char> text) => !Search.IsAny(text);

    /// <summary>Puts <see cref="SecretValues.Mask"/> in the place of everything secret in a plain text.</summary>
    /// <returns>The same instance when there is nothing.</returns>
    public string Redact(string text)
    {
        var search = Search;
        return search.IsAny(text) && search.FindAll(text) is { Count: > 0 } found ? MaskedText.Of(text, found) : text;
    }

    /// <summary>Finds everything secret in a plain text.</summary>
    public List<MaskedRange> FindAll(string text) => Search.FindAll(text);

    /// <summary>Says whether an attribute of this name is secret whatever its value is. Worth keeping the answer.</summary>
    public bool IsSensitiveName(string name) =>
        options.Value.Enabled && (SecretNames.IsSecret(name) || name.AsSpan().ContainsAny(_names));
}
