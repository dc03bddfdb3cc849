using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Redaction;

namespace Grocery.Platform.Observability.Logging.Capture;

/// <summary>Remembers what the latest names of attributes are like. Safe for concurrent use.</summary>
internal sealed class AttributeNames(Redactor redactor)
{
    private const int Count = 256;
    private const int Longest = 256;

    private readonly AttributeName?[] _names = new AttributeName?[Count];

    public AttributeName Get(string name)
    {
        // A name that somebody made up at that length is not worth its memory.
        if (name.Length > Longest)
            return new AttributeName(name, redactor.IsSensitiveName(name), null);

        // Names of one line often begin and end alike: OrderId, OwnerId.
        ref var place = ref _names[(name.Length + (name[0] * 31) + (name[name.Length / 3] * 7) + (name[name.Length / 2] * 13) + (name[^1] * 17)) & (Count - 1)];
        if (place is { } known && known.Text == name)
            return known;

        return place = new AttributeName(name, redactor.IsSensitiveName(name), LineLayout.Quote(name) + ":");
    }
}
