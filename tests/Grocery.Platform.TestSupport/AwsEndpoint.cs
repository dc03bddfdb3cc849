using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.TestSupport;

/// <summary>
/// An AWS endpoint on a loopback port that speaks Parameter Store's JSON, checks every signature by itself, and can fail in the
/// ways AWS and the network fail.
/// </summary>
public sealed class AwsEndpoint : IAsyncDisposable
{
    public const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string Region = "eu-west-1";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<AwsCall> _calls = new();
    private readonly Lock _lock = new();
    private readonly List<(AwsFault Fault, string? Path, int Left)> _faults = [];

    private AwsEndpoint()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public AwsParameterTree Parameters { get; } = new();

    /// <summary>Gets every request with a right signature, in order of arrival, those that a fault answered included.</summary>
    public IReadOnlyList<AwsCall> Calls => [.. _calls];

    public Uri Address { get; private set; } = null!;

    public static async Task<AwsEndpoint> StartAsync()
    {
        var endpoint = new AwsEndpoint();
        await endpoint._app.StartAsync();
        endpoint.Address = new Uri(endpoint._app.Urls.Single());
        return endpoint;
    }

    /// <summary>Fails the next <paramref name="times"/> calls, or only those for <paramref name="path"/>.</summary>
    public void Fail(AwsFault fault, int times = int.MaxValue, string? path = null)
    {
        lock (_lock)
            _faults.Add((fault, path, times));
    }

    /// <summary>Closes the port. Can be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;

        await _stopping.CancelAsync();
        await _app.DisposeAsync();
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string type, string message) =>
        WriteAsync(context, status, "application/x-amz-json-1.1", new JsonObject { ["__type"] = type, ["message"] = message }.ToJsonString());

    private static async Task WriteAsync(HttpContext context, int status, string contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(text);
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        if (AwsAuthorization.FindProblem(context.Request, body) is var (type, message))
        {
            await WriteErrorAsync(context, 400, type, message);
            return;
        }

        var request = JsonNode.Parse(body)!;
        var call = new AwsCall(
            context.Request.Headers["X-Amz-Target"].ToString(), (string?)request["Path"] ?? string.Empty, (string?)request["NextToken"]);
        _calls.Enqueue(call);

        if (TakeFault(call.Path) is { } fault)
            await FailAsync(context, fault, call);
        else if (call.Operation != "AmazonSSM.GetParametersByPath")
            await WriteErrorAsync(context, 400, "UnknownOperationException", string.Empty);
        else if (Parameters.GetByPath(request) is { } page)
            await WriteAsync(context, 200, "application/x-amz-json-1.1", page.ToJsonString());
        else
            await WriteErrorAsync(context, 400, "ValidationException", "The request is not valid.");
    }

    private AwsFault? TakeFault(string path)
    {
        lock (_lock)
        {
            var i = _faults.FindIndex(fault => fault.Left > 0 && (fault.Path ?? path) == path);
            if (i < 0)
                return null;

            _faults[i] = _faults[i] with { Left = _faults[i].Left - 1 };
            return _faults[i].Fault;
        }
    }

    private Task FailAsync(HttpContext context, AwsFault fault, AwsCall call) => fault switch
    {
        AwsFault.Throttled => WriteErrorAsync(context, 400, "ThrottlingException", "Rate exceeded"),
        AwsFault.AccessDenied => WriteAsync(context, 400, "application/x-amz-json-1.1", new JsonObject
        {
            // AWS spells this member with a capital, and puts a namespace before the type, for some errors.
            ["__type"] = "com.amazonaws.ssm#AccessDeniedException",
            ["Message"] = "User: arn:aws:sts::123456789012:assumed-role/products/1 is not authorized to perform: ssm:GetParametersByPath on "
                + $"resource: arn:aws:ssm:{Region}:123456789012:parameter{call.Path} because no identity-based policy allows it",
        }.ToJsonString()),
        AwsFault.InternalError => WriteErrorAsync(context, 500, "InternalServerError", "An error occurred on the server side."),
        AwsFault.HtmlUnavailable => WriteAsync(context, 503, "text/html", "<html><body>503 Service Unavailable</body></html>"),
        AwsFault.NotJson => WriteAsync(context, 200, "text/html", "<html>Sign in to the network</html>"),
        AwsFault.StalledBody => StallAsync(context),
        AwsFault.Silence => WaitAsync(context),
        _ => Cut(context),
    };

    private async Task StallAsync(HttpContext context)
    {
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{\"Parameters\":[", Encoding.UTF8);
        await context.Response.Body.FlushAsync();
        await WaitAsync(context);
    }

    private async Task WaitAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted);
        var ended = new TaskCompletionSource();
        await using var registration = end.Token.Register(ended.SetResult);
        await ended.Task;
        context.Abort();
    }

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
