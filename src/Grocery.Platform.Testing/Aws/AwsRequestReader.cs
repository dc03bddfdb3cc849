using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Reads what a request asks for.</summary>
internal static class AwsRequestReader
{
    public static async Task<byte[]> ReadBodyAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return buffer.ToArray();
    }

    public static AwsCall Read(HttpRequest request, byte[] body, TimeSpan at)
    {
        var (service, operation) = AwsWireService.Find(request);
        var json = body.Length > 0 ? (JsonObject)JsonNode.Parse(body)! : [];
        return new AwsCall(operation, service.IsRest ? request.Path : (string?)json["Path"] ?? string.Empty, (string?)json["NextToken"])
        {
            Names = [.. NamesIn(json)],
            WithDecryption = json["WithDecryption"] is { } decrypt && decrypt.GetValueKind() == JsonValueKind.True,
            VersionStage = (string?)json["VersionStage"],
            At = at,
            UserAgent = request.Headers.UserAgent.ToString(),
            Service = service,
            Request = json,
            Token = request.Query["configuration_token"],
        };
    }

    private static IEnumerable<string> NamesIn(JsonObject json)
    {
        if ((string?)json["SecretId"] is { } id)
            yield return id;
        if ((string?)json["ConfigurationProfileIdentifier"] is { } profile)
            yield return profile;

        foreach (var name in (json["Names"] ?? json["SecretIdList"]) as JsonArray ?? [])
            yield return (string)name!;
    }
}
