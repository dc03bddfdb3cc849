using System.Text.Json;
using Grocery.Platform.Resilience.Breakers;
using Grocery.Platform.Resilience.Destinations;
using Grocery.Platform.Resilience.Outgoing;
using Grocery.Platform.Resilience.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Operation;

/// <summary>Answers <c>/resilience</c>: GET shows each destination, PUT isolates or holds closed one for a time or ends that. Who changed what is logged.</summary>
internal sealed class ResilienceEndpoint(
    OutgoingClients clients, PlatformPipelines pipelines, ManagementAccess access, ILoggerFactory loggers)
{
    private static readonly string[] Members = ["client", "destination", "pipeline", "state", "ttl", "by"];
    private static readonly TimeSpan DefaultTtl = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTtl = TimeSpan.FromDays(1);

    private readonly ILogger _logger = loggers.CreateLogger(Log.Category);

    private IEnumerable<OutgoingClient> Clients => clients.All.Where(client => client.IsProtected);

    private IEnumerable<PlatformPipeline> Pipelines => pipelines.All.Where(pipeline => pipeline.Options.Enabled);

    public async Task AnswerAsync(HttpContext context)
    {
        // Destinations are nobody's business outside.
        if (!HttpMethods.IsPut(context.Request.Method) && !access.IsAllowed(context))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (!HttpMethods.IsPut(context.Request.Method) || await access.TryChangeAsync(context, Members, Change).ConfigureAwait(false))
            await JsonAnswer.WriteAsync(context, Write).ConfigureAwait(false);
    }

    private static ManagementChangeException Refusal(int status, string detail) => new(status, detail);

    private static void Write(Utf8JsonWriter json, Destination destination, CallOptions options)
    {
        var breaker = destination.Breaker;
        var (attempts, failed, slow) = breaker.Window;
        var state = breaker.State;
        var isOn = options.BreakerEnabled || state is BreakerState.Isolated or BreakerState.HeldClosed;
        json.WriteStartObject("breaker");
        json.WriteString("state", isOn ? ResilienceMetrics.NameOf(state) : "disabled");
        if (breaker.Remaining is { } remaining)
            json.WriteNumber("seconds_left", Math.Round(remaining.TotalSeconds, 3));
        json.WriteNumber("attempts", attempts);
        json.WriteNumber("failed", failed);
        json.WriteNumber("slow", slow);
        json.WriteEndObject();
        json.WriteNumber("active", destination.Active);
        json.WriteNumber("limit", options.ConcurrencyLimit);
        json.WriteNumber("retry_budget", destination.Budget.Remaining);
    }

    private void Change(ManagementChange change)
    {
        var state = ReadState(change);
        var ttl = change.Duration("ttl", ShortestTtl, LongestTtl) ?? DefaultTtl;
        var destinations = Find(change);
        if (destinations.Length == 0)
            throw Refusal(StatusCodes.Status404NotFound, "No such client, destination or pipeline is known, or it is switched off. GET lists them.");

        foreach (var destination in destinations)
        {
            var before = ResilienceMetrics.NameOf(destination.Breaker.State);
            if (state is { } held)
            {
                destination.Breaker.Hold(held, ttl);
                var after = ResilienceMetrics.NameOf(held);
                Log.BreakerSet(_logger, destination.Client, destination.Name, before, after, ttl, change.By.Name, change.By.Address);
            }
            else
            {
                destination.Breaker.Release();
                Log.BreakerFreed(_logger, destination.Client, destination.Name, before, change.By.Name, change.By.Address);
            }
        }
    }

    /// <returns><see langword="null"/> for a breaker that is to judge by itself again.</returns>
    private static BreakerState? ReadState(ManagementChange change) => change.Text("state") switch
    {
        "isolated" => BreakerState.Isolated,
        "closed" => BreakerState.HeldClosed,
        null when change.IsNull("state") => null,
        _ => throw Refusal(
            StatusCodes.Status400BadRequest, "state must be \"isolated\" (reject all calls), \"closed\" (let all through), or null (judge by itself again)."),
    };

    private Destination[] Find(ManagementChange change)
    {
        var (client, address, pipeline) = (change.Text("client"), change.Text("destination"), change.Text("pipeline"));
        if (pipeline is not null && client is null && address is null)
            return [.. Pipelines.Where(item => item.Name == pipeline).Select(item => item.Destination)];

        if (pipeline is not null || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw Refusal(
                StatusCodes.Status400BadRequest,
                "Name a pipeline, or a destination such as \"http://product:8083\", with a client or, for all clients, without.");
        }

        // Of one client also a destination that was never called: it can be isolated before it is.
        return client is null
            ? [.. Clients.Select(item => item.Destinations.Find(uri)).OfType<Destination>()]
            : [.. Clients.Where(item => item.Name == client).Select(item => item.Destinations.Get(uri))];
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("destinations");
        foreach (var client in Clients.OrderBy(client => client.Name, StringComparer.Ordinal))
        {
            foreach (var destination in client.Destinations.All.OrderBy(destination => destination.Name, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("client", client.Name);
                json.WriteString("destination", destination.Name);
                Write(json, destination, client.Settings.Options);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("pipelines");
        foreach (var pipeline in Pipelines.OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("pipeline", pipeline.Name);
            Write(json, pipeline.Destination, pipeline.Options);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
