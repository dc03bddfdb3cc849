using System.Net;
using System.Text.Json;
using Grocery.AppHost.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.AppHost.Console;

/// <summary>Serves the page and what it asks for, on loopback.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private const int LinesAtOnce = 300;
    private const long LargestOrder = 4096;
    private const string HowToOrder = "Send a JSON object such as {\"service\":\"product\"} as application/json, of at most 4096 bytes.";

    private readonly WebApplication _app;
    private readonly ShopWatch _watch;
    private readonly TelemetryStores _stores;
    private readonly ShopActions _actions;

    private ConsoleServer(WebApplication app, ShopWatch watch, TelemetryStores stores, ShopActions actions) =>
        (_app, _watch, _stores, _actions) = (app, watch, stores, actions);

    public static async Task<ConsoleServer> StartAsync(
        int port, ShopWatch watch, TelemetryStores stores, ShopActions actions, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore().AddProblemDetails();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestOrder;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var server = new ConsoleServer(builder.Build(), watch, stores, actions);
        server.Map(port);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(int port)
    {
        _app.Use(next => context => new SameOrigin(port).InvokeAsync(context, next));
        _app.UseRouting();
        _app.MapGet("/api/state", (string? traces) => TypedResults.Ok(_watch.Draw(traces ?? "")));
        _app.MapGet("/api/traces/{id}", (string id) => TypedResults.Ok(SpanPicture.Of(_stores.Traces.Find(id))));
        _app.MapGet("/api/logs", (long? after, string? trace, string? text, string? service) =>
            TypedResults.Ok(FindLines(after ?? 0, trace ?? "", text ?? "", service ?? "")));
        _app.MapPost("/api/actions/{name}", PressAsync);
        _app.MapGet("/{file?}", PageFiles.AnswerAsync);
    }

    private LogPage FindLines(long after, string trace, string text, string service)
    {
        var lines = _stores.Logs.Search(after, trace, text, service, LinesAtOnce);
        return new LogPage(lines, lines.Count == 0 ? after : lines[^1].Sequence, _stores.Logs.Dropped);
    }

    private async Task<IResult> PressAsync(string name, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!_actions.Knows(name))
            return Problem(StatusCodes.Status404NotFound, $"There is no action '{name}'; there are {_actions.Describe()}.");

        if (!request.HasJsonContentType())
            return Problem(StatusCodes.Status415UnsupportedMediaType, HowToOrder);

        ActionOrder order;
        try
        {
            order = await request.ReadFromJsonAsync<ActionOrder>(cancellationToken) ?? new ActionOrder();
        }
        catch (JsonException)
        {
            return Problem(StatusCodes.Status400BadRequest, HowToOrder);
        }
        catch (BadHttpRequestException exception)
        {
            return Problem(exception.StatusCode, $"{exception.Message} {HowToOrder}");
        }

        return await RunAsync(name, order, cancellationToken);
    }

    private async Task<IResult> RunAsync(string name, ActionOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await _actions.RunAsync(name, order, cancellationToken));
        }
        catch (ArgumentException exception)
        {
            return Problem(StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (ShopException exception)
        {
            return Problem(StatusCodes.Status409Conflict, exception.Message);
        }
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
