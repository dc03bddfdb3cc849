using System.Text;

namespace Grocery.Platform.Config.Flags.Rules;

/// <summary>What is hashed behind the id of a user, so that each rule divides the users anew.</summary>
internal sealed class BucketKey
{
    private static int _last;

    /// <param name="hint">The name of the flag, or the seed of its allocation.</param>
    /// <param name="group">The group whose part is asked for.</param>
    public BucketKey(string hint, string? group = null)
    {
        Suffix = Encoding.UTF8.GetBytes(group is null ? $"\n{hint}" : $"\n{hint}\n{group}");
        Number = Interlocked.Increment(ref _last);
    }

    public byte[] Suffix { get; }

    /// <summary>Gets a number that spreads the keys over the cache.</summary>
    public int Number { get; }
}
