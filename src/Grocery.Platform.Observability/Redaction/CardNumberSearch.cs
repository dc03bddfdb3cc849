using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Searches card numbers: first the places where the digits lie as in one, by a bit for each character of a block; the few such places
/// are then read digit by digit.
/// </summary>
internal static class CardNumberSearch
{
    private const int Block = 64;

    // The first places of the digits that decide lie at most so far apart.
    private const int Overlap = 16;

    /// <summary>Finds the first card number at or after <paramref name="start"/>; an empty range when there is none.</summary>
    public static MaskedRange Find(ReadOnlySpan<char> text, int start)
    {
        for (var at = start; text.Length - at >= CardNumber.Shortest; at += Block - Overlap)
        {
            var block = text.Slice(at, Math.Min(Block, text.Length - at));
            for (var places = Places(Digits(block)); places != 0; places &= places - 1)
            {
                if (CardNumber.At(text, at + BitOperations.TrailingZeroCount(places)) is { End: > 0 } card && card.Start >= start)
                    return card;
            }
        }

        return default;
    }

    // Four digits, and again after 5 and after 9, 10 or 12: in 13 digits without a gap, and in groups of 4-4-4, 4-6-5 or 4-6-4.
    private static ulong Places(ulong digits)
    {
        var two = digits & (digits >> 1);
        var four = two & (two >> 2);
        return four & (four >> 5) & ((four >> 9) | (four >> 10) | (four >> 12));
    }

    // A bit for each character of the block.
    private static ulong Digits(ReadOnlySpan<char> block)
    {
        ref var first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(block));
        if (block.Length == Block)
        {
            return DigitsOf16(ref first, 0) | (DigitsOf16(ref first, 16) << 16)
                | (DigitsOf16(ref first, 32) << 32) | (DigitsOf16(ref first, 48) << 48);
        }

        var digits = 0UL;
        var at = 0;
        for (; at <= block.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            digits |= DigitsOf16(ref first, (nuint)at) << at;

        for (; at < block.Length; at++)
        {
            if (char.IsAsciiDigit(block[at]))
                digits |= 1UL << at;
        }

        return digits;
    }

    // A character that only ends in the byte of a digit counts too, and is refused when it is read.
    private static ulong DigitsOf16(ref ushort first, nuint at)
    {
        var bytes = Vector128.Narrow(
            Vector128.LoadUnsafe(ref first, at), Vector128.LoadUnsafe(ref first, at + (nuint)Vector128<ushort>.Count));
        var isDigit = Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
        return isDigit.ExtractMostSignificantBits();
    }
}
