using System.Text.Json;

namespace Grocery.Platform.Cli.Tests;

/// <summary>What the doctor wrote as JSON.</summary>
internal sealed record DoctorAnswer(int ExitCode, JsonElement Json, string Text)
{
    public JsonElement[] Findings => [.. Json.GetProperty("findings").EnumerateArray()];

    public string[] Ids => [.. Findings.Select(finding => finding.GetProperty("id").GetString()!)];

    public JsonElement Feature(string name) => Json.GetProperty("features").EnumerateArray().Single(feature => feature.GetProperty("name").GetString() == name);
}
