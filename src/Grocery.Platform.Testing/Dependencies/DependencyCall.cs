namespace Grocery.Platform.Testing.Dependencies;

/// <summary>A call as the dependency received it.</summary>
internal sealed record DependencyCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, long Timestamp)
{
    private static readonly string[] SafeMethods = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];

    public bool IsSafeToRepeat => SafeMethods.Contains(Method) || Headers.ContainsKey("Idempotency-Key");

    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
