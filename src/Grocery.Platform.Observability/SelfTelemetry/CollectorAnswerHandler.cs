namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>Keeps what came of each call of an exporter.</summary>
internal sealed class CollectorAnswerHandler(CollectorAnswer answer, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = base.Send(request, cancellationToken);
            answer.Set(response);
            return response;
        }
        catch (Exception exception)
        {
            answer.Set(exception);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            answer.Set(response);
            return response;
        }
        catch (Exception exception)
        {
            answer.Set(exception);
            throw;
        }
    }
}
