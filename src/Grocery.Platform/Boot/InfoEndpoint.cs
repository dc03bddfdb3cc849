using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Boot;

/// <summary>Answers <c>/info</c>: who this process is, what it was built from, and which feature is on by which key.</summary>
internal sealed class InfoEndpoint(PlatformReport report, ManagementAccess access)
{
    public Task AnswerAsync(HttpContext context)
    {
        // Which version runs where is nobody's business outside.
        if (!access.IsAllowed(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return JsonAnswer.WriteAsync(context, Write);
    }

    private void Write(Utf8JsonWriter json)
    {
        var identity = report.Identity;
        json.WriteStartObject();
        json.WriteString("service", identity.Name);
        json.WriteString("version", identity.Version);
        json.WriteString("environment", identity.Environment);
        json.WriteString("instance", identity.Instance);
        if (PlatformReport.Commit is { } commit)
            json.WriteString("commit", commit);
        json.WriteString("platform_version", PlatformReport.PlatformVersion);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteStartArray("features");
        foreach (var feature in report.ReadFeatures())
            Write(json, feature);
        json.WriteEndArray();
        json.WriteStartArray("unknown_keys");
        foreach (var key in report.FindUnknownKeys())
            Write(json, key);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PlatformFeature feature)
    {
        json.WriteStartObject();
        json.WriteString("name", feature.Name);
        json.WriteBoolean("enabled", feature.Enabled);
        json.WriteString("key", feature.Key);
        json.WriteString("reason", feature.Reason);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, UnknownConfigurationKey key)
    {
        json.WriteStartObject();
        json.WriteString("key", key.Key);
        if (key.Nearest is not null)
            json.WriteString("nearest", key.Nearest);
        json.WriteEndObject();
    }
}
