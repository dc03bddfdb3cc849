using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>A service that is nothing but its description: it takes what the document says, and answers what the document says.</summary>
internal sealed class ContractServer : IAsyncDisposable
{
    private readonly ContractDocument _document;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<string> _operations = new();

    private ContractServer(ContractDocument document)
    {
        _document = document;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Gets what callers sent that the document does not allow.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Gets the operations that were called.</summary>
    public IReadOnlyCollection<string> Operations => _operations;

    public static async Task<ContractServer> StartAsync(string service)
    {
        var server = new ContractServer(ContractDocument.Load(service));
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (_document.Find(request.Method, request.Path) is not var (path, operation))
        {
            _violations.Enqueue($"{request.Method} {request.Path} is not in the document");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var name = $"{request.Method} {path}";
        _operations.Enqueue(name);
        foreach (var problem in CheckParameters(request, operation).Concat(await CheckBodyAsync(request, operation)))
            _violations.Enqueue($"{name}: {problem}");

        var (status, answer) = operation["responses"]!.AsObject().First(answer => answer.Key.StartsWith('2'));
        context.Response.StatusCode = int.Parse(status, CultureInfo.InvariantCulture);
        if (answer!["content"]?["application/json"]?["schema"] is { } schema)
            await context.Response.WriteAsJsonAsync(new Schema(_document, schema).Example());
    }

    private static IEnumerable<string> CheckParameters(HttpRequest request, JsonObject operation)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject()).ToArray();
        foreach (var parameter in parameters.Where(parameter => (bool?)parameter["required"] ?? false))
        {
            var name = (string)parameter["name"]!;
            if ((string)parameter["in"]! == "header" && request.Headers[name].Count == 0)
                yield return $"the header {name} is missing";
            if ((string)parameter["in"]! == "query" && request.Query[name].Count == 0)
                yield return $"the parameter {name} is missing";
        }

        foreach (var name in request.Query.Keys.Except(parameters.Where(parameter => (string)parameter["in"]! == "query").Select(parameter => (string)parameter["name"]!)))
            yield return $"the parameter {name} is not in the document";

        if (operation["responses"]?["401"] is not null && request.Headers.Authorization.Count == 0)
            yield return "the token is missing";
    }

    private async Task<IEnumerable<string>> CheckBodyAsync(HttpRequest request, JsonObject operation)
    {
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
            return request.ContentLength > 0 ? ["a body came that the document does not have"] : [];

        using var body = await JsonDocument.ParseAsync(request.Body);
        return [.. new Schema(_document, schema).Check(body.RootElement, "body")];
    }
}
