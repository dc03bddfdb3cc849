using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>A filter of GetParametersByPath: by Label or Type.</summary>
internal sealed record AwsParameterFilter(string By, string[] Allowed)
{
    public static AwsParameterFilter[] Read(JsonObject request) =>
        [.. (request["ParameterFilters"] as JsonArray ?? []).Select(filter => Read(filter!))];

    /// <summary>Finds the version that passes all filters, as a selector; <see langword="null"/> when none does.</summary>
    public static string? Select(AwsParameterFilter[] filters, AwsParameter parameter)
    {
        var selector = string.Empty;
        foreach (var (key, values) in filters)
        {
            if (key == "Type" ? !values.Contains(parameter.Kind) : Array.Find(values, label => parameter.Find(label) is not null) is null)
                return null;
            if (key == "Label")
                selector = ":" + values.First(label => parameter.Find(label) is not null);
        }

        return selector;
    }

    private static AwsParameterFilter Read(JsonNode filter)
    {
        var key = (string?)filter["Key"];
        return key is "Label" or "Type"
            ? new AwsParameterFilter(key, [.. ((JsonArray)filter["Values"]!).Select(value => (string)value!)])
            : throw new AwsErrorException("InvalidFilterKey", "The specified key isn't valid.");
    }
}
