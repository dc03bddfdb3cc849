using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Samples.Orders.Tests;

/// <summary>Stands between a checkout and the real product service, and makes the network between them bad.</summary>
public sealed class ProductRelay : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly ConcurrentQueue<string> _requests = new();

    private ProductRelay(Uri product)
    {
        _client = new HttpClient { BaseAddress = product };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(RelayAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Gets the requests that came, as method and path.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Gets or sets what happens to a request: whether it is sent on, and whether its answer is.</summary>
    public Func<HttpRequest, Task<Passage>> Rule { get; set; } = _ => Task.FromResult(Passage.Free);

    public static async Task<ProductRelay> StartAsync(Uri product)
    {
        var relay = new ProductRelay(product);
        await relay._app.StartAsync(TestContext.Current.CancellationToken);
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task RelayAsync(HttpContext context)
    {
        var request = context.Request;
        _requests.Enqueue($"{request.Method} {request.Path}");
        var passage = await Rule(request);
        if (passage == Passage.Blocked)
        {
            context.Abort();
            return;
        }

        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path) { Content = new StreamContent(request.Body) };
        foreach (var (name, value) in request.Headers)
        {
            if (name != "Host" && !message.Headers.TryAddWithoutValidation(name, (string?)value))
                message.Content.Headers.TryAddWithoutValidation(name, (string?)value);
        }

        using var response = await _client.SendAsync(message);
        if (passage == Passage.AnswerLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        if (passage == Passage.AnswerGarbled)
        {
            await context.Response.WriteAsync("""{"reservationId":null,"available":null}""");
            return;
        }

        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        if (response.Content.Headers.ContentLength is not 0 and not null || context.Response.ContentType is not null)
            await response.Content.CopyToAsync(context.Response.Body);
    }
}

public enum Passage
{
    Free,
    Blocked,
    AnswerLost,
    AnswerGarbled,
}
