using System.Net;

namespace Grocery.Platform.Testing.Instances;

/// <summary>What came back for a request.</summary>
internal sealed record Answer(HttpStatusCode Status, ILookup<string, string> Headers, string Body, TimeSpan Took)
{
    private const int Shown = 200;

    public int Code => (int)Status;

    /// <summary>Gets a value indicating whether the connection is not to be used again.</summary>
    public bool Closes => Header("Connection").Contains("close", StringComparison.OrdinalIgnoreCase);

    public string Header(string name) => string.Join(", ", Headers[name]);

    /// <summary>Says the status, and how the body begins.</summary>
    public override string ToString()
    {
        var body = Body.ReplaceLineEndings(" ");
        return $"{Code} after {Took.TotalSeconds:0.00} s{(body.Length == 0 ? "" : $", \"{body[..Math.Min(body.Length, Shown)]}\"")}";
    }
}
