using System.Collections.Frozen;

namespace Grocery.Platform.Config.Flags.Evaluation;

/// <summary>All flags of one moment. Immutable.</summary>
internal sealed class FlagSet(IReadOnlyList<Flag> flags)
{
    private readonly FrozenDictionary<string, Flag> _exact = flags.ToFrozenDictionary(flag => flag.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, Flag> _byName = flags.ToFrozenDictionary(flag => flag.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Flag> Flags => flags;

    // Who asks mostly writes the name like the configuration, and that is found faster.
    public Flag? Find(string name) => _exact.TryGetValue(name, out var flag) || _byName.TryGetValue(name, out flag) ? flag : null;
}
