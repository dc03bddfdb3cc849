namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Stands for the handler of that name in the package Microsoft.Extensions.Http.Resilience: it sends what fails three times more.</summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode || retry == 3)
                return response;

            response.Dispose();
        }
    }
}
