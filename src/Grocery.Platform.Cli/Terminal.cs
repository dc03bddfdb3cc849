using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grocery.Platform.Cli;

/// <summary>Where results, problems and progress go.</summary>
/// <param name="Output">Results, and nothing else.</param>
/// <param name="Error">Problems.</param>
/// <param name="ShowsProgress">Whether a person sits before it.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool ShowsProgress)
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Says what is being waited for.</summary>
    public void Progress(string what)
    {
        if (ShowsProgress)
            Error.WriteLine(what);
    }

    /// <summary>Writes a result for a program.</summary>
    public void WriteJson<T>(T result) => Output.WriteLine(JsonSerializer.Serialize(result, Written));
}
