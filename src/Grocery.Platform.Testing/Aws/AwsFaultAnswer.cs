using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Aws;

/// <summary>Does what a fault says.</summary>
internal static class AwsFaultAnswer
{
    public static Task WriteAsync(HttpContext context, AwsFault fault, AwsCall call, CancellationToken stopping) => fault switch
    {
        AwsFault.StalledBody => StallAsync(context, call, stopping),
        AwsFault.Silence => WaitAsync(context, stopping),
        AwsFault.CutConnection or AwsFault.LostReply => Cut(context),
        AwsFault.HtmlUnavailable => WriteAsync(context, new AwsAnswer(503, "<html><body>503 Service Unavailable</body></html>"u8.ToArray(), "text/html")),
        AwsFault.NotJson => WriteAsync(context, new AwsAnswer(200, "<html>Sign in to the network</html>"u8.ToArray(), "text/html")),
        _ => WriteAsync(context, Error(fault, call)),
    };

    public static async Task WriteAsync(HttpContext context, AwsAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers[name] = value;

        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static AwsAnswer Error(AwsFault fault, AwsCall call) => fault switch
    {
        AwsFault.AccessDenied => AccessDenied(call),
        AwsFault.Throttled => Error(call, "ThrottlingException", "Rate exceeded", call.Service.IsRest ? 429 : 400),
        AwsFault.ExpiredCredentials => Error(call, "ExpiredTokenException", "The security token included in the request is expired"),
        AwsFault.UnusableKey when call.Service == AwsWireService.SecretsManager =>
            Error(call, "DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key."),
        AwsFault.UnusableKey => Error(call, "InvalidKeyId", "The KMS key is disabled."),
        _ => Error(call, InternalErrorOf(call.Service), "An error occurred on the server side.", 500),
    };

    private static AwsAnswer Error(AwsCall call, string type, string message, int status = 400) =>
        AwsAnswer.Error(call.Service, new AwsErrorException(type, message, status));

    private static string InternalErrorOf(AwsWireService service) =>
        service == AwsWireService.SecretsManager ? "InternalServiceError" : service.IsRest ? "InternalServerException" : "InternalServerError";

    private static AwsAnswer AccessDenied(AwsCall call)
    {
        var resource = call.Service == AwsWireService.ParameterStore ? $"parameter{call.Path}" : call.Names.Count > 0 ? $"secret:{call.Names[0]}" : "*";
        var message = $"User: arn:aws:sts::123456789012:assumed-role/products/1 is not authorized to perform: {call.Action} on "
            + $"resource: arn:aws:{call.Service.SigningName}:{AwsEndpoint.Region}:123456789012:{resource} because no identity-based policy allows it";
        if (call.Service.IsRest)
            return Error(call, "AccessDeniedException", message, 403);

        // AWS spells this member with a capital, and puts a namespace before the type, for some errors.
        return AwsAnswer.Json(
            call.Service,
            new JsonObject { ["__type"] = $"com.amazonaws.{call.Service.SigningName}#AccessDeniedException", ["Message"] = message },
            400);
    }

    private static async Task StallAsync(HttpContext context, AwsCall call, CancellationToken stopping)
    {
        context.Response.ContentType = call.Service.ContentType;
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{\"Parameters\":[", Encoding.UTF8, stopping).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(stopping).ConfigureAwait(false);
        await WaitAsync(context, stopping).ConfigureAwait(false);
    }

    private static async Task WaitAsync(HttpContext context, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private static Task Cut(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
