using System.Text.Json;
using Grocery.Platform.Config.Refresh;
using Grocery.Platform.Config.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Config.Effective;

/// <summary>Answers <c>/config</c>: GET shows every key with what set it, PUT reads the sources again. Who asked for that is logged.</summary>
internal sealed class ConfigurationEndpoint(
    IConfiguration configuration,
    SecretValues secrets,
    SourceSet set,
    SourceReloads reloads,
    IConfigurationRefresher refresher,
    ManagementAccess access,
    ILogger<ConfigurationEndpoint> logger)
{
    private static readonly string[] Members = ["refresh", "by"];

    public async Task AnswerAsync(HttpContext context)
    {
        var isPut = HttpMethods.IsPut(context.Request.Method);

        // What a service is configured with is nobody's business outside.
        if (!isPut && !access.IsAllowed(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (isPut)
        {
            if (!await access.TryChangeAsync(context, Members, Check).ConfigureAwait(false))
                return;

            await refresher.RefreshAsync(context.RequestAborted).ConfigureAwait(false);
        }

        await JsonAnswer.WriteAsync(context, Write).ConfigureAwait(false);
    }

    private void Check(ManagementChange change)
    {
        if (change.Text("refresh") != "now")
            throw new ManagementChangeException(StatusCodes.Status400BadRequest, "refresh must be \"now\": read all sources again.");

        Log.RefreshAskedFor(logger, change.By.Name, change.By.Address);
    }

    private void Write(Utf8JsonWriter json)
    {
        var state = reloads.State;
        json.WriteStartObject();
        json.WriteStartObject("refresh");
        if (reloads.HasSources)
            json.WriteString("last_success", state.LastSuccess);
        json.WriteNumber("failed_reads", state.FailedReads);
        json.WriteEndObject();
        json.WriteStartArray("sources");
        foreach (var (i, source) in set.Sources.Index())
            Write(json, source, set.Store.Snapshots[i], state);
        json.WriteEndArray();
        json.WriteStartArray("keys");
        foreach (var value in EffectiveValue.ReadAll(configuration, secrets))
            Write(json, value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IRemoteSource source, SourceSnapshot snapshot, RefreshState state)
    {
        json.WriteStartObject();
        json.WriteString("name", source.Name);
        json.WriteString("feature", source.Feature);
        json.WriteBoolean("required", source.IsRequired);
        json.WriteNumber("keys", snapshot.Values.Count);
        if (state.Failures.FirstOrDefault(failure => failure.Source == source) is { } failure)
            json.WriteString("failure", ConfigMetrics.NameOf(failure.Kind));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EffectiveValue value)
    {
        json.WriteStartObject();
        json.WriteString("key", value.Key);
        json.WriteString("value", value.Text);
        json.WriteString("source", value.Origin);
        if (!string.IsNullOrEmpty(value.Version))
            json.WriteString("version", value.Version);
        json.WriteEndObject();
    }
}
