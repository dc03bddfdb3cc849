namespace Grocery.Platform.Testing.TestApp;

/// <summary>Takes away when to come again.</summary>
internal sealed class ImpatientHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        response.Headers.RetryAfter = null;
        return response;
    }
}
