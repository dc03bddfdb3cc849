using System.Security.Cryptography;
using System.Text;

namespace Grocery.Platform.Config.Refresh;

/// <summary>Random sequences that differ from one instance to another.</summary>
internal static class InstanceRandom
{
    // Not for secrecy. The hash of a text is the same only within one process, and instances may differ in one digit.
    public static Random Create(string instance) => new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(instance))));
}
