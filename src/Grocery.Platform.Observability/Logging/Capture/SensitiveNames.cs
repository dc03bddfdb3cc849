using Grocery.Platform.Observability.Redaction;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Remembers of the latest names of attributes whether they are sensitive. Safe for concurrent use.</summary>
internal sealed class SensitiveNames(Redactor redactor)
{
    private const int Count = 256;

    private readonly Entry?[] _entries = new Entry?[Count];

    public bool Contains(string name)
    {
        ref var entry = ref _entries[(name.Length + (name[0] * 31) + (name[^1] * 17)) & (Count - 1)];
        if (entry is not { } known || !ReferenceEquals(known.Name, name))
            entry = known = new Entry(name, redactor.IsSensitiveName(name));

        return known.IsSensitive;
    }

    private sealed record Entry(string Name, bool IsSensitive);
}
