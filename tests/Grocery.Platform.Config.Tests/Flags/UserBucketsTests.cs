using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Grocery.Platform.Config.Flags.Rules;

namespace Grocery.Platform.Config.Tests.Flags;

public sealed class UserBucketsTests
{
    private readonly UserBuckets _buckets = new(ignoreCase: false);

    [Fact]
    public void Rules_that_share_a_slot_do_not_share_a_place()
    {
        string[] hints = [.. Enumerable.Range(0, 40_000).Select(i => $"flag-{i}")];
        BucketKey[] keys = [.. hints.Select(hint => new BucketKey(hint))];
        var user = new FlagUser("ann", []);

        Assert.All(Enumerable.Range(0, keys.Length), i => Assert.Equal(Expected("ann", hints[i]), _buckets.Of(user, keys[i])));
        Assert.All(Enumerable.Range(0, keys.Length), i => Assert.Equal(Expected("ann", hints[i]), _buckets.Of(user, keys[i])));
    }

    [Fact]
    public void Users_that_share_a_slot_do_not_share_a_place_whatever_others_ask_meanwhile()
    {
        var key = new BucketKey("flag");
        string[] users = [.. Enumerable.Range(0, 40_000).Select(i => i == 0 ? new string('ü', 300) : $"user-{i}")];
        double[] expected = [.. users.Select(user => Expected(user, "flag"))];

        var wrong = 0;
        Parallel.For(0, 4, worker =>
        {
            for (var i = 0; i < users.Length * 2; i++)
            {
                var at = (i + (worker * 10_000)) % users.Length;
                if (_buckets.Of(new FlagUser(users[at], []), key) != expected[at])
                    Interlocked.Increment(ref wrong);
            }
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_long_id_is_not_kept()
    {
        var key = new BucketKey("flag");
        var (kept, free) = (Ask(128), Ask(129));

        GC.Collect();

        Assert.Equal((true, false), (kept.IsAlive, free.IsAlive));
        GC.KeepAlive(_buckets);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Ask(int length)
        {
            var id = new string('a', length);
            _buckets.Of(new FlagUser(id, []), key);
            return new WeakReference(id);
        }
    }

    private static double Expected(string user, string hint) =>
        (double)BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{user}\n{hint}"))) / uint.MaxValue * 100;
}
