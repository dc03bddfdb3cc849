using Grocery.Samples.Shop.Clients;
using Grocery.Samples.Shop.Problems;

namespace Grocery.Samples.Storefront.Gateway;

/// <summary>Sends a request on to a service, and its answer back, both as streams. Deadlines, retries and breakers are those of the platform's clients.</summary>
internal sealed class Forwarder(IHttpClientFactory clients, TimeProvider time, ILogger<Forwarder> logger)
{
    public const string Prefix = "/api";

    private static readonly TimeSpan BodyBound = TimeSpan.FromSeconds(10);

    public async Task SendAsync(HttpContext context, string service)
    {
        using var request = ForwardedRequest.Create(context.Request);
        try
        {
            using var response = await clients.CreateClient(service).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            await AnswerAsync(context, service, response);
        }
        catch (HttpRequestException exception) when (exception.InnerException is BadHttpRequestException bad)
        {
            // The body of the caller is at fault, not the service.
            throw new BadHttpRequestException(bad.Message, bad.StatusCode, exception);
        }
        catch (Exception exception) when (DependencyOutage.Is(exception) && !context.Response.HasStarted)
        {
            var kind = exception.GetType().Name;
            Log.ServiceFailed(logger, service, kind, exception.Message);
            await RefuseAsync(context, service);
        }
    }

    // The deadline of a call ends with the headers of its answer; a body that stalls needs a bound of its own.
    private async Task AnswerAsync(HttpContext context, string service, HttpResponseMessage response)
    {
        using var bound = new CancellationTokenSource(BodyBound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, context.RequestAborted);
        try
        {
            await ForwardedResponse.CopyAsync(response, context.Response, either.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            var kind = exception.GetType().Name;
            Log.AnswerBrokeOff(logger, service, kind, exception.Message);

            // Whoever got half an answer must not take it for a whole one.
            context.Abort();
        }
    }

    private static Task RefuseAsync(HttpContext context, string service)
    {
        context.Response.Headers.RetryAfter = ServiceUnavailable.RetryAfter;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Part of the shop does not answer",
            detail: $"The {service} service does not answer. Nothing is wrong with the request; try it again.",
            extensions: new Dictionary<string, object?> { ["service"] = service }).ExecuteAsync(context);
    }
}
