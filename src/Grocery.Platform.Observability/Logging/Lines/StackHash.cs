using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Hashes what stays the same when a failure comes again: the types of an exception and its inner ones, and their methods.</summary>
internal static class StackHash
{
    private const int Bytes = 8;
    private const int DeepestInner = 10;

    public static string Of(Exception error)
    {
        var path = new StringBuilder();
        var current = error;
        for (var depth = 0; current is not null && depth < DeepestInner; depth++, current = current.InnerException)
            Append(path, current);

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToString())).AsSpan(0, Bytes));
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "A method that was trimmed has no name; the hash of the rest is as good.")]
    private static void Append(StringBuilder path, Exception error)
    {
        path.Append(error.GetType().FullName).Append('\n');
        foreach (var frame in new StackTrace(error).GetFrames())
        {
            var method = frame.GetMethod();
            path.Append(method?.DeclaringType?.FullName).Append('.').Append(method?.Name).Append('\n');
        }
    }
}
