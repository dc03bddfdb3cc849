using System.Text;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>What goes back for one request.</summary>
internal sealed record AwsAnswer(int Status, byte[] Body, string? ContentType)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Gets the names whose secret values are in the body.</summary>
    public IReadOnlyList<string> Decrypted { get; init; } = [];

    public static AwsAnswer Json(AwsWireService service, JsonObject body, int status = 200) =>
        new(status, Encoding.UTF8.GetBytes(body.ToJsonString()), service.ContentType);

    /// <summary>An error as the service writes it: the type in the body, or in a header for REST.</summary>
    public static AwsAnswer Error(AwsWireService service, AwsErrorException error)
    {
        if (!service.IsRest)
            return Json(service, new JsonObject { ["__type"] = error.Type, ["message"] = error.Message }, error.Status);

        var body = new JsonObject { ["Message"] = error.Message };
        if (error.Details is { } details)
            (body["Reason"], body["Details"]) = ("InvalidParameters", details.DeepClone());

        return Json(service, body, error.Status) with
        {
            Headers = new() { ["x-amzn-ErrorType"] = error.Type + ":http://internal.amazon.com/coral/com.amazonaws.appconfig/" },
        };
    }
}
