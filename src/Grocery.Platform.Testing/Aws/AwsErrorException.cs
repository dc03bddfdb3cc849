using System.Text.Json.Nodes;

namespace Grocery.Platform.Testing.Aws;

/// <summary>An error that an operation answers.</summary>
internal sealed class AwsErrorException(string type, string message, int status = 400, JsonObject? details = null) : Exception(message)
{
    public string Type => type;

    public int Status => status;

    public JsonObject? Details => details;

    public static AwsErrorException Invalid(string message) => new("ValidationException", message);
}
