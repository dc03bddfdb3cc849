using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Sources;

/// <summary>The values of one source as configuration. Hosts make it again whenever a source is inserted, so it keeps no values of its own.</summary>
internal sealed class SourceProvider : ConfigurationProvider, IConfigurationOrigin, IDisposable
{
    public const string SetInCode = "the code of the service";

    private readonly SourceStore _store;
    private readonly string _name;

    public SourceProvider(SourceStore store, int index, string name)
    {
        (_store, Index, _name) = (store, index, name);
        store.Attach(this);
    }

    public int Index { get; }

    private SourceSnapshot Snapshot => _store.Snapshots[Index];

    public override bool TryGet(string key, out string? value)
    {
        // What was set in code lies over what was read.
        if (base.TryGet(key, out value))
            return true;

        var isThere = TryGetValue(key, out var found);
        value = found.Text;
        return isThere;
    }

    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        base.GetChildKeys(earlierKeys.Concat(Snapshot.ChildrenOf(parentPath)), parentPath);

    /// <summary>Finds what was read, also when code has set the key to something else.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SourceValue value) => Snapshot.Values.TryGetValue(key, out value);

    /// <summary>Says whether code has set the key to this very text, which it then did in every provider.</summary>
    public bool IsSetInCode(string key, string? text) => base.TryGet(key, out var set) && set == text;

    public string? FindOrigin(string key)
    {
        if (base.TryGet(key, out _))
            return SetInCode;

        return TryGetValue(key, out var value) ? $"{value.Name} ({_name})" : null;
    }

    /// <summary>Tells the configuration that the values have changed.</summary>
    public void Announce() => OnReload();

    public void Dispose() => _store.Detach(this);

    // Messages about a bad value say by it where to mend the value.
    public override string ToString() => _name;
}
