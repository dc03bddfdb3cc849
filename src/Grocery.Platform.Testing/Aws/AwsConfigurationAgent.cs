using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Aws;

/// <summary>AppConfig's agent, as it runs beside a service: documents by plain HTTP on loopback, without signatures.</summary>
internal sealed class AwsConfigurationAgent : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly AwsConfigurationStore _store;
    private readonly string? _accessToken;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();

    private AwsConfigurationAgent(AwsConfigurationStore store, string? accessToken)
    {
        (_store, _accessToken) = (store, accessToken);
        _app = Loopback.CreateBuilder().Build();
        _app.MapGet("/applications/{application}/environments/{environment}/configurations/{profile}", HandleAsync);
    }

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    /// <summary>Gets or sets the status that it answers in place of a document.</summary>
    public HttpStatusCode? Failure { get; set; }

    public static async Task<AwsConfigurationAgent> StartAsync(AwsConfigurationStore store, string? accessToken = null)
    {
        var agent = new AwsConfigurationAgent(store, accessToken);
        await agent._app.StartAsync().ConfigureAwait(false);
        agent.Address = new Uri(agent._app.Urls.Single());
        return agent;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context, string application, string environment, string profile)
    {
        _received.Enqueue(await ReceivedRequest.ReadAsync(context.Request).ConfigureAwait(false));

        // The server leaves an escaped slash alone.
        var document = _store.Find(AwsConfigurationStore.Key(application, environment, profile).Replace("%2F", "/", StringComparison.Ordinal));
        if (Failure is { } failure)
            await WriteAsync(context, (int)failure, "text/plain", "the agent failed").ConfigureAwait(false);
        else if (_accessToken is not null && context.Request.Headers.Authorization != $"Bearer {_accessToken}")
            await WriteAsync(context, 401, "text/plain", "Unauthorized").ConfigureAwait(false);
        else if (document is null)
            await WriteAsync(context, 404, "application/json", """{"message":"ResourceNotFoundException: not found"}""").ConfigureAwait(false);
        else
            await WriteAsync(context, document).ConfigureAwait(false);
    }

    private static Task WriteAsync(HttpContext context, AwsConfigurationDocument document)
    {
        context.Response.Headers["Configuration-Version"] = document.Version.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, 200, document.ContentType, document.AgentContent);
    }

    private static async Task WriteAsync(HttpContext context, int status, string? contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).ConfigureAwait(false);
    }
}
