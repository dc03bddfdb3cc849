using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>Places who is not known from 0 to 100 by the trace, so that all services of one trace agree.</summary>
internal static class TracePlace
{
    /// <summary>Reads the random part of the trace id (W3C Trace Context); random when there is no trace. Never 0.</summary>
    public static ulong ReadSeed()
    {
        Span<byte> id = stackalloc byte[16];
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            activity.TraceId.CopyTo(id);
        else
            Random.Shared.NextBytes(id);

        return BinaryPrimitives.ReadUInt64BigEndian(id[8..]) | 1;
    }

    /// <summary>Mixes a trace with a flag (the finalizer of MurmurHash3), so that not the same traces come first in every flag.</summary>
    public static double Of(ulong trace, ulong flag)
    {
        var bits = trace ^ flag;
        bits = (bits ^ (bits >> 33)) * 0xFF51AFD7ED558CCD;
        bits = (bits ^ (bits >> 33)) * 0xC4CEB9FE1A85EC53;
        bits ^= bits >> 33;
        return BitOperations.RotateRight(bits, 32) * (100 / (ulong.MaxValue + 1.0));
    }
}
