using System.Numerics;
using System.Runtime.InteropServices;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Finds many secrets in one pass over a text. Every few characters the next four are looked up among those with which secrets end, so
/// closely that no secret fits between; what that costs hardly depends on how many secrets there are,
/// unless many end alike. Immutable.
/// </summary>
internal sealed class SecretIndex
{
    /// <summary>The shortest needle that can be found.</summary>
    public const int Window = 4;

    private const int LongNeedle = 12;
    private const uint BitsForEach = 8;
    private const uint FewestBits = 1024;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly int _stride;

    // The last place at which each window was put, which leads to those before it.
    private readonly Dictionary<ulong, int> _last;
    private readonly Place[] _places;

    // Most windows of a text are none of a secret: two bits that lie together tell that without a look at the places.
    private readonly ulong[] _bits;
    private readonly int _shift;

    private SecretIndex(IEnumerable<SecretForm> forms)
    {
        SecretForm[][] needles = [.. forms.GroupBy(form => form.Needle, StringComparer.Ordinal).Select(same => same.ToArray())];

        // One of the last windows of a needle, as many as a step is long, lies where a text is looked at. The last, because secrets of a kind begin alike.
        _stride = Math.Min(LongNeedle, needles.Min(same => same[0].Needle.Length)) - Window + 1;
        _places = new Place[needles.Length * _stride];
        _last = new Dictionary<ulong, int>(_places.Length);
        var bits = Math.Max(FewestBits, BitOperations.RoundUpToPowerOf2((uint)_places.Length * BitsForEach));
        _bits = new ulong[bits / 64];
        _shift = 64 - BitOperations.Log2(bits / 64);
        for (var i = 0; i < _places.Length; i++)
            Put(i, needles[i / _stride], i % _stride);
    }

    /// <summary>Makes what finds the forms: short needles apart, because they allow only small steps.</summary>
    public static SecretIndex[] Of(IEnumerable<SecretForm> forms) =>
        [.. forms.GroupBy(form => form.Needle.Length < LongNeedle).Select(same => new SecretIndex(same))];

    /// <summary>Finds the secrets in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Gets those of a plain text; <see langword="null"/>: ends at the first one, be the text plain or a line.</param>
    public bool Find(ReadOnlySpan<char> text, List<MaskedRange>? found)
    {
        var isFound = false;
        for (var at = 0; at <= text.Length - Window; at += _stride)
        {
            var window = WindowAt(text, at);
            var hash = window * Multiplier;
            var mask = MaskOf(hash);
            if ((_bits[hash >> _shift] & mask) != mask || !_last.TryGetValue(window, out var place))
                continue;

            for (; place >= 0; place = _places[place].Before)
            {
                if (!_places[place].Find(text, at, found))
                    continue;
                if (found is null)
                    return true;

                isFound = true;
            }
        }

        return isFound;
    }

    private static ulong WindowAt(ReadOnlySpan<char> text, int at) => MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text.Slice(at, Window)));

    private static ulong MaskOf(ulong hash) => (1UL << (int)(hash >> 20)) | (1UL << (int)(hash >> 28));

    private void Put(int place, SecretForm[] needle, int step)
    {
        var offset = needle[0].Needle.Length - Window - step;
        var window = WindowAt(needle[0].Needle, offset);
        _places[place] = new Place(needle, offset, _last.GetValueOrDefault(window, -1));
        _last[window] = place;

        var hash = window * Multiplier;
        _bits[hash >> _shift] |= MaskOf(hash);
    }

    private readonly record struct Place(SecretForm[] Forms, int Offset, int Before)
    {
        public bool Find(ReadOnlySpan<char> text, int at, List<MaskedRange>? found)
        {
            var isFound = false;
            foreach (var form in Forms)
            {
                if ((found is not null && form.IsInLine) || form.Find(text, at - Offset) is not { End: > 0 } range)
                    continue;

                isFound = true;
                found?.Add(range);
            }

            return isFound;
        }
    }
}
