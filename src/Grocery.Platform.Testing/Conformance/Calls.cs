namespace Grocery.Platform.Testing.Conformance;

/// <summary>Reads the calls that a dependency received.</summary>
internal static class Calls
{
    private static readonly string[] SafeMethods = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];

    public static bool IsSafeToRepeat(this ReceivedRequest call) => SafeMethods.Contains(call.Method) || call.Headers.ContainsKey("Idempotency-Key");

    public static string Header(this ReceivedRequest call, string name) => call.Headers.TryGetValue(name, out var value) ? value.ToString() : "";
}
