using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>
/// Places a user from 0 to 100 by SHA-256, as Microsoft.FeatureManagement does it. A hash costs more than all else of an evaluation, so the
/// last of them are kept, in one of the two slots that user and rule come to, without a lock.
/// </summary>
/// <param name="ignoreCase">Whether ids that differ only in case are one user.</param>
internal sealed class UserBuckets(bool ignoreCase)
{
    // Half a megabyte once a percentage is asked for, and the ids: each slot keeps one alive, which may come from a caller.
    private const int Slots = 16_384;
    private const int LongestKept = 128;
    private const int OnStack = 256;

    private readonly Lazy<Slot[]> _slots = new(() => new Slot[Slots]);

    /// <summary>Finds the place of a user; nobody has the place of the empty id.</summary>
    public double Of(in FlagUser whom, BucketKey key)
    {
        var user = whom.Id ?? string.Empty;
        if (user.Length > LongestKept)
            return Hash(UserNames.Lower(user, ignoreCase), key);

        var slots = _slots.Value;
        var first = (int)((uint)(whom.Hash ^ (key.Number * 0x61C88647)) % Slots);
        ref var slot = ref slots[first];
        ref var other = ref slots[first ^ 1];
        if (slot.TryRead(user, key, out var place) || other.TryRead(user, key, out place))
            return place;

        place = Hash(UserNames.Lower(user, ignoreCase), key);
        if (Volatile.Read(ref slot.Version) > Volatile.Read(ref other.Version))
            slot = ref other;

        slot.TryWrite(user, key, place);
        return place;
    }

    private static double Hash(string user, BucketKey key)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(user.Length) + key.Suffix.Length;
        var rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var text = rented ?? stackalloc byte[OnStack];
        var length = Encoding.UTF8.GetBytes(user, text);
        key.Suffix.CopyTo(text[length..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(length + key.Suffix.Length)], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);

        return (double)BinaryPrimitives.ReadUInt32LittleEndian(hash) / uint.MaxValue * 100;
    }

    private struct Slot
    {
        // Odd while the slot is written; one that changes while it is read makes what was read worthless.
        public int Version;
        private string? _user;
        private BucketKey? _key;
        private double _place;

        public bool TryRead(string user, BucketKey key, out double place)
        {
            var version = Volatile.Read(ref Version);
            var isHere = ReferenceEquals(Volatile.Read(ref _key), key) && string.Equals(Volatile.Read(ref _user), user, StringComparison.Ordinal);
            place = isHere ? Volatile.Read(ref _place) : 0;
            return isHere && (version & 1) == 0 && Volatile.Read(ref Version) == version;
        }

        public void TryWrite(string user, BucketKey key, double place)
        {
            var version = Volatile.Read(ref Version);
            if ((version & 1) != 0 || Interlocked.CompareExchange(ref Version, version + 1, version) != version)
                return;

            Volatile.Write(ref _user, user);
            Volatile.Write(ref _key, key);
            Volatile.Write(ref _place, place);
            Volatile.Write(ref Version, version + 2);
        }
    }
}
