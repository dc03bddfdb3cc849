using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grocery.Platform.Comparison.Results;

/// <summary>All readings of the last run of each experiment, as JSON: one that is measured again replaces its own and leaves the others.</summary>
internal static class ResultsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new ReadingsConverter() },
    };

    /// <returns>By experiment; none when there is no file.</returns>
    /// <exception cref="ComparisonException">It is no such file.</exception>
    public static SortedDictionary<string, ExperimentResult> Read(string path)
    {
        if (!File.Exists(path))
            return new(StringComparer.Ordinal);

        try
        {
            return new(JsonSerializer.Deserialize<Dictionary<string, ExperimentResult>>(File.ReadAllText(path), Json)!, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentNullException)
        {
            throw new ComparisonException($"{path} has no results of a comparison: {exception.Message} Delete it, or name another folder by --output.", exception);
        }
    }

    /// <summary>Replaces the file as a whole: an interrupted write leaves what was there.</summary>
    public static void Write(string path, SortedDictionary<string, ExperimentResult> results)
    {
        var next = path + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(results, Json) + "\n");
        File.Move(next, path, overwrite: true);
    }

    // A line a measure, so that a difference between two runs can be read.
    private sealed class ReadingsConverter : JsonConverter<Readings>
    {
        public override Readings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<SortedDictionary<string, SortedDictionary<string, List<double>>>>(ref reader, options) ?? throw new JsonException("readings are missing."));

        public override void Write(Utf8JsonWriter writer, Readings value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (stack, measures) in value.Values)
            {
                writer.WriteStartObject(stack);
                foreach (var (measure, rounds) in measures)
                {
                    writer.WritePropertyName(measure);
                    writer.WriteRawValue(JsonSerializer.Serialize(rounds));
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }
    }
}
